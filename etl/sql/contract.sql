SELECT column_name FROM (DESCRIBE indicators);
