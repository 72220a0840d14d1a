SELECT topic, name FROM topics WHERE pair = $pair ORDER BY "position";
