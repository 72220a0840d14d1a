-- As the dashboard chooses: an event is in the period if any day that it can have been is; newest first.
SELECT i.* FROM indicators i JOIN events e USING (event_id)
WHERE i.pair = $pair
    AND ($topics IS NULL OR list_contains(CAST($topics AS VARCHAR[]), i.topic))
    AND ($since IS NULL OR e.date_end >= CAST($since AS DATE))
    AND ($until IS NULL OR e.date_start <= CAST($until AS DATE))
    AND ($samples OR NOT i.sample)
ORDER BY i."date" DESC NULLS LAST, i.event_id;
