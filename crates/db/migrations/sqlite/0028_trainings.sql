-- Trainings of a helpline: how many people came, by the kind of media for which they work and the language in which they were taught. And
-- testimonies that came from cases.

-- Nobody is named. `day` is that of the training, `entered` the one on which it was written down: by that one it is counted.
CREATE TABLE help_training (
    id BLOB NOT NULL PRIMARY KEY,
    organisation BLOB NOT NULL REFERENCES organisation (id) ON DELETE CASCADE,
    day INTEGER NOT NULL,
    topic TEXT NOT NULL,
    entered INTEGER NOT NULL
);
CREATE INDEX help_training_by_organisation ON help_training (organisation, day);
CREATE INDEX help_training_by_entered ON help_training (entered);
CREATE TABLE help_training_group (
    training BLOB NOT NULL REFERENCES help_training (id) ON DELETE CASCADE,
    media TEXT NOT NULL,
    language TEXT NOT NULL,
    people INTEGER NOT NULL,
    PRIMARY KEY (training, media, language)
);
-- A testimony that its person lets everybody read, word for word as they were shown it. Until it is released the words are in the case
-- alone, sealed. It goes with its case, with the consent, and on the day on which that ends.
CREATE TABLE help_voice (
    id BLOB NOT NULL PRIMARY KEY,
    help_case BLOB NOT NULL REFERENCES help_case (id) ON DELETE CASCADE,
    consent BLOB NOT NULL UNIQUE,
    organisation BLOB NOT NULL,
    words TEXT NOT NULL,
    language TEXT NOT NULL,
    ends INTEGER,
    day INTEGER NOT NULL
);
CREATE INDEX help_voice_by_case ON help_voice (help_case);
CREATE INDEX help_voice_by_day ON help_voice (day);
