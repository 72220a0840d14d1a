SELECT * FROM index_days WHERE topic = $topic AND "day" = $day;
