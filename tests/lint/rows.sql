-- INSERT, UPDATE, DELETE, MERGE, prepared statements and cursors.
-- runs
INSERT INTO category_stage VALUES (12, 'Concerts', 'Comedy', 'All stand-up comedy performances');
INSERT INTO category_stage VALUES (14, DEFAULT, DEFAULT, DEFAULT), (15, DEFAULT, DEFAULT, DEFAULT);
INSERT INTO category_stage (catid, catname) VALUES (1, 'x'), (2, NULL);
INSERT INTO category_stage DEFAULT VALUES;
INSERT INTO category_stage (SELECT * FROM category);
INSERT INTO category_stage SELECT * FROM category;
INSERT INTO category_stage (catid) SELECT catid FROM category WHERE catid > 3;
INSERT INTO s.t (a, b) WITH q AS (SELECT 1 AS a, 2 AS b) SELECT a, b FROM q;
INSERT INTO t VALUES ((SELECT MAX(a) FROM u), GETDATE());
UPDATE category SET catgroup = 'Theatre' WHERE catgroup = 'Shows';
UPDATE category SET catid = 100, catname = DEFAULT;
UPDATE category SET catid = 100 FROM event WHERE event.catid = category.catid;
UPDATE category AS c SET catid = e.x FROM event e JOIN venue v ON e.v = v.v WHERE c.catid = e.catid;
UPDATE category c SET catid = 100 WHERE catid IN (SELECT catid FROM event);
WITH u1 AS (SELECT catdesc FROM category) UPDATE category SET catdesc = u1.catdesc FROM u1;
DELETE FROM category WHERE catid BETWEEN 0 AND 9;
DELETE category WHERE catid = 1;
DELETE FROM category;
DELETE category;
DELETE FROM event USING sales WHERE event.eventid = sales.eventid;
DELETE FROM event e USING sales s WHERE e.eventid = s.eventid;
WITH q AS (SELECT 1 AS a) DELETE FROM t USING q WHERE t.a = q.a;
MERGE INTO target USING source ON target.id = source.id WHEN MATCHED THEN UPDATE SET id = source.id, name = source.name WHEN NOT MATCHED THEN INSERT VALUES (source.id, source.name);
MERGE INTO target AS t USING source AS s ON t.id = s.id WHEN MATCHED THEN DELETE WHEN NOT MATCHED THEN INSERT (id) VALUES (s.id);
MERGE INTO target USING source ON target.id = source.id REMOVE DUPLICATES;
-- invalid
INSERT category VALUES (1);
INSERT INTO t VALUES;
UPDATE SET a = 1;
UPDATE t a = 1;
DELETE FROM WHERE a = 1;
MERGE INTO t USING s WHEN MATCHED THEN DELETE;
