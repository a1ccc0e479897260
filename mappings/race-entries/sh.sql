-- The entries of horses in races.
CREATE TABLE RACE_ENTRY (
  MEET_CODE          NUMBER(10),
  MEET_DATE          DATE,
  RACE_CODE          NUMBER(10),
  LAST_MODIFIED_DATE DATE,
  RACE_ENTRY_CODE    NUMBER(10) NOT NULL,
  HORSE_CODE         NUMBER(10),
  CONSTRAINT RACE_ENTRY_PK PRIMARY KEY (RACE_ENTRY_CODE)
);

COMMENT ON TABLE RACE_ENTRY IS 'A horse entered in a race of a meeting';
COMMENT ON COLUMN RACE_ENTRY.MEET_CODE IS 'The meeting';
COMMENT ON COLUMN RACE_ENTRY.LAST_MODIFIED_DATE IS 'When the entry last changed, by the clock of the database';
