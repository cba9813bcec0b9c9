-- A table, made and filled as in Spark. The schema `my-schema` is a folder of the warehouse (data/tables); the
-- catalog `workspace` says nothing here. Run it: ./tidemark sql -f topology/examples/colors.sql
CREATE TABLE workspace.`my-schema`.myTable(
  color STRING,
  event_date TIMESTAMP
);

INSERT INTO workspace.`my-schema`.myTable VALUES
('red',   TIMESTAMP('2025-06-22 10:04:45')),
('blue',  TIMESTAMP('2025-06-22 10:04:50')),
('red',   TIMESTAMP('2025-06-22 10:06:10')),
('green', TIMESTAMP('2025-06-22 10:11:30'));
