SELECT * FROM indicators
WHERE pair = $pair AND topic IN (SELECT unnest($topics))
    AND ($since IS NULL OR "date" >= CAST($since AS DATE))
    AND ($until IS NULL OR "date" <= CAST($until AS DATE))
    AND ($samples OR NOT sample)
ORDER BY "date" NULLS LAST, event_id;
