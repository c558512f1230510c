-- What is less than sure waits for a person (reviewing.py): few of many, found without a look at all of them.
CREATE INDEX happening_unsure ON happening (confidence, id)
 WHERE confidence < 0.6 AND absorbed IS NULL AND state = 'coded' AND medium IS NOT NULL;
