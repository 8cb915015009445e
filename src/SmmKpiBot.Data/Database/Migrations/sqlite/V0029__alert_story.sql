-- What led to an episode happened to the same watched thing before it: its story is read by that.
create index alert_event_fingerprint on alert_event (fingerprint, id);
