SELECT d.* FROM merge_decisions d
WHERE d.report IN (SELECT report_id FROM reports WHERE event_id = $event_id)
    OR d.other IN (SELECT report_id FROM reports WHERE event_id = $event_id)
ORDER BY d.report, d.other;
