SELECT * FROM (
    SELECT * FROM indicators WHERE $samples
    UNION ALL SELECT * FROM indicators_without_samples WHERE NOT $samples)
WHERE pair = $pair AND topic IN (SELECT unnest($topics))
    AND ($since IS NULL OR "date" >= CAST($since AS DATE))
    AND ($until IS NULL OR "date" <= CAST($until AS DATE))
ORDER BY "date" NULLS LAST, event_id;
