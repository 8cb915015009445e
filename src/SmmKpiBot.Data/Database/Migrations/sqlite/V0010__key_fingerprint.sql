-- Which key the customers' names in this database are hashed with: a fingerprint of the key, from which it cannot be found.
CREATE TABLE key_fingerprint (
    fingerprint TEXT PRIMARY KEY,
    since INTEGER NOT NULL
);
