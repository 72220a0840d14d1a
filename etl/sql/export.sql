-- As the dashboard chooses: an event is in the period if any day that it can have been is; newest first.
WITH chosen AS (
    SELECT i.*, e.date_start, e.date_end FROM indicators i JOIN events e USING (event_id) WHERE $samples
    UNION ALL
    SELECT i.*, e.date_start, e.date_end
    FROM indicators_without_samples i JOIN events_without_samples e USING (event_id) WHERE NOT $samples)
SELECT * EXCLUDE (date_start, date_end) FROM chosen
WHERE pair = $pair
    AND ($topics IS NULL OR list_contains(CAST($topics AS VARCHAR[]), topic))
    AND ($since IS NULL OR date_end >= CAST($since AS DATE))
    AND ($until IS NULL OR date_start <= CAST($until AS DATE))
ORDER BY "date" DESC NULLS LAST, event_id;
