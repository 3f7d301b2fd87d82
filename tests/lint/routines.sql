-- Functions, procedures, libraries, models.
-- refused
CREATE FUNCTION f_py_greater (a FLOAT, b FLOAT) RETURNS FLOAT STABLE AS $$ if a > b: return a; return b $$ LANGUAGE plpythonu;
CREATE OR REPLACE FUNCTION f_sql_greater (FLOAT, FLOAT) RETURNS FLOAT STABLE AS $$ SELECT CASE WHEN $1 > $2 THEN $1 ELSE $2 END $$ LANGUAGE sql;
CREATE FUNCTION s.f_now() RETURNS TIMESTAMP VOLATILE AS 'SELECT GETDATE()' LANGUAGE sql;
CREATE FUNCTION f_char(a CHARACTER VARYING(10)) RETURNS DOUBLE PRECISION IMMUTABLE LANGUAGE plpythonu AS $body$ return 1.0 $body$;
DROP FUNCTION f_sqrt(int);
DROP FUNCTION f_sqrt(int, varchar(10)) CASCADE;
CREATE OR REPLACE PROCEDURE test_sp1(f1 int, f2 varchar(20)) AS $$
DECLARE
  min_val int;
BEGIN
  DROP TABLE IF EXISTS tmp_tbl;
  CREATE TEMP TABLE tmp_tbl(id int);
  INSERT INTO tmp_tbl VALUES (f1), (10001);
  SELECT min(id) INTO min_val FROM tmp_tbl;
  RAISE INFO 'min_val = %, f2 = %', min_val, f2;
END;
$$ LANGUAGE plpgsql;
CREATE PROCEDURE test_sp2(f1 IN int, f2 INOUT varchar(256), out_var OUT varchar(256)) AS $$ BEGIN out_var := f2; END; $$ LANGUAGE plpgsql SECURITY DEFINER;
CREATE OR REPLACE PROCEDURE s.p() NONATOMIC AS $$ BEGIN NULL; END $$ LANGUAGE plpgsql;
CREATE OR REPLACE PROCEDURE p() LANGUAGE plpgsql SECURITY INVOKER SET search_path TO public AS $$ BEGIN NULL; END $$;
CREATE PROCEDURE p() AS 'BEGIN NULL; END' LANGUAGE plpgsql SET statement_timeout = 1000;
CALL test_sp1(3, 'book');
CALL s.p();
CALL outer_proc(a => 5);
CALL p(CAST('x' AS VARCHAR), (SELECT 1), NULL);
ALTER PROCEDURE p(int, varchar) RENAME TO q;
ALTER PROCEDURE p(volume int, nm varchar(20)) OWNER TO etl_user;
ALTER PROCEDURE first_quarter OWNER TO etl_user;
DROP PROCEDURE p(int, varchar(20));
DROP PROCEDURE IF EXISTS p;
DROP PROCEDURE a(int), b();
CREATE LIBRARY f_urlparse LANGUAGE plpythonu FROM 's3://b/urlparse3-1.0.3.zip' CREDENTIALS 'aws_iam_role=arn:aws:iam::123456789012:role/r' REGION AS 'us-east-1';
CREATE OR REPLACE LIBRARY f_urlparse LANGUAGE plpythonu FROM 'https://example.com/packages/urlparse3-1.0.3.zip';
CREATE LIBRARY lib LANGUAGE plpythonu FROM 's3://b/lib.zip' IAM_ROLE 'arn:aws:iam::123456789012:role/r';
CREATE LIBRARY lib LANGUAGE plpythonu FROM 's3://b/lib.zip' IAM_ROLE DEFAULT REGION 'us-east-1';
CREATE LIBRARY lib LANGUAGE plpythonu FROM 's3://b/lib.zip' WITH CREDENTIALS AS 'aws_access_key_id=a;aws_secret_access_key=b';
CREATE LIBRARY lib LANGUAGE plpythonu FROM 's3://b/lib.zip' ACCESS_KEY_ID 'a' SECRET_ACCESS_KEY 'b' SESSION_TOKEN 'c';
DROP LIBRARY f_urlparse;
CREATE MODEL customer_churn FROM customer_activity TARGET churn FUNCTION predict_churn IAM_ROLE 'arn:a' SETTINGS (S3_BUCKET 'b');
CREATE MODEL churn FROM (SELECT state, churn FROM customer_activity WHERE record_date < '2020-01-01') TARGET churn FUNCTION f_churn IAM_ROLE DEFAULT SETTINGS (S3_BUCKET 'b', S3_GARBAGE_COLLECT OFF, MAX_CELLS 1000);
CREATE MODEL m FROM t TARGET y FUNCTION f IAM_ROLE DEFAULT AUTO OFF MODEL_TYPE XGBOOST OBJECTIVE 'reg:squarederror' PREPROCESSORS 'none' HYPERPARAMETERS DEFAULT EXCEPT (NUM_ROUND '100') SETTINGS (S3_BUCKET 'b');
CREATE MODEL m FROM t TARGET y FUNCTION f IAM_ROLE DEFAULT PROBLEM_TYPE REGRESSION OBJECTIVE 'MSE' SETTINGS (S3_BUCKET 'b');
CREATE MODEL remote FUNCTION remote_fn(INT, VARCHAR) RETURNS DECIMAL(10,2) SAGEMAKER 'endpoint' IAM_ROLE 'arn:a';
CREATE MODEL local FROM 'training-job-name' FUNCTION f(INT) RETURNS INT IAM_ROLE 'arn:a' SETTINGS (S3_BUCKET 'b');
DROP MODEL m;
DROP MODEL IF EXISTS s.m;
SHOW MODEL ALL;
SHOW MODEL customer_churn;
SHOW PROCEDURE test_sp2(int, varchar);
-- invalid
CREATE FUNCTION f(a int) AS $$ return 1 $$;
CREATE PROCEDURE p AS $$ $$;
CALL p;
CALL;
ALTER PROCEDURE p(int) MOVE TO q;
CREATE LIBRARY lib FROM 's3://b/x';
DROP LIBRARY a b;
