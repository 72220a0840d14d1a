SELECT run_id, started, as_of, coder_version, half_life_days, gap_days, resamples, seed, announced_weight
FROM runs JOIN pairs USING (pair);
