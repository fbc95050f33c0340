import { credentials } from '../../../../src/server/policy/detectors/credentials.ts';
import { hits, itFinds, itLetsBe } from './golden.ts';

/** Put together here, so that no scanner takes this file itself for a leak. */
const token = ['ghp', '_wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'].join('');
const privateKey = [
  '-----BEGIN RSA PRIVATE',
  ' KEY-----\n',
  'MIIEpAIBAAKCAQEA0Z3VS5JJcds3xfn/ygWyF8PbnGy5AHB4'.repeat(4),
  '\n-----END RSA PRIVATE',
  ' KEY-----',
].join('');

/** Mistral's form: 32 letters and digits. */
const mistralKey = ['q8Zr3mVb1LwXy7Tn', 'K2dFh6Js9PaQe4Uc'].join('');
const drawn = 'q8Zr3mVb1LwXy7Tn';
const webToken = ['eyJhbGciOiJIUzI1NiJ9', 'eyJzdWIiOiJlcGkifQ', 'dBjftJeZ4CVPmB92K27uhbUJU1p1r'].join('.');

describe('credentials', () => {
  describe('in R', () => {
    itFinds(credentials, {
      'an assignment': 'password <- "⟦Gr1ppe2026!⟧"',
      'an assignment without spaces': "pwd<-'⟦Gr1ppe2026!⟧'",
      'an assignment with =': 'passwd = "⟦Gr1ppe2026!⟧"',
      'an assignment to the right': '"⟦Gr1ppe2026!⟧" -> password',
      'an assignment into the enclosing environment': 'mdp <<- "⟦grippe⟧"',
      'an assignment by name': 'assign("db_password", "⟦Gr1ppe2026!⟧")',
      'a name with a dot': 'db.password <- "⟦Gr1ppe2026!⟧"',
      'a name with a suffix': 'password_oracle <- "⟦Gr1ppe2026!⟧"',
      'a name in capitals': 'DB_PASSWORD <- "⟦Gr1ppe2026!⟧"',
      'a short name in camel case': 'mdpOracle <- "⟦grippe⟧"',
      'a name in camel case': 'dbPassword <- "⟦Gr1ppe2026!⟧"',
      'a French name': 'mot_de_passe <- "⟦Gr1ppe2026!⟧"',
      'an element of a list': 'cfg$password <- "⟦Gr1ppe2026!⟧"; cfg[["pwd"]] <- "⟦Gr1ppe2027!⟧"',
      'a function argument': 'con <- dbConnect(Postgres(), user = "epi", password = "⟦Gr1ppe2026!⟧")',
      'an argument on a line of its own': 'con <- DBI::dbConnect(\n  odbc::odbc(),\n  UID = "epi",\n  PWD = "⟦Gr1ppe2026!⟧"\n)',
      'a literal that is not closed yet': 'db_password <- "⟦Gr1ppe2026!⟧',
      'a literal that is not closed on its line': 'db_password <- "⟦Gr1ppe2026!⟧\nx <- 1\n',
      'a value in pieces': 'password <- paste0("⟦Gr1", "ppe-", \'2026!⟧\')',
      'a value of which the first piece is short': 'password <- paste0("⟦G", "r1ppe2026!⟧", suffixe)',
      'a password by its position': 'con <- dbConnect(RPostgres::Postgres(), "epidemio", "pg.agence.example", 5432, "epi", "⟦Gr1ppe2026!⟧")',
      'a password by its position that is not closed yet': 'con <- DBI::dbConnect(MySQL(), "epidemio", "epi", "⟦Gr1ppe2026!⟧',
      'a value with spaces': 'password <- "⟦le chat dort au soleil⟧"',
      'a raw string': 'password <- r"(⟦Gr1"ppe\\2026⟧)"',
      'a raw string with dashes': "password <- R'--[⟦Gr1'ppe)2026⟧]--'",
      'an escaped quote': 'password <- "⟦Gr1\\"ppe2026⟧"',
      'an environment variable': 'Sys.setenv(MISTRAL_API_KEY = "⟦' + drawn + '⟧", PGPASSWORD = "⟦grippe26⟧")',
      'httr’s authenticate': 'GET(url, authenticate("epi", "⟦Gr1ppe2026!⟧", type = "basic"))',
      'httr’s header': 'GET(url, add_headers(Authorization = "Bearer ⟦' + drawn + drawn + '⟧"))',
      'a pasted header': 'paste("Bearer", "⟦' + drawn + drawn + '⟧")',
      'httr2’s authentication': 'req_auth_basic(req, "epi", "⟦Gr1ppe2026!⟧") |> req_auth_bearer_token("⟦' + drawn + '⟧")',
      'a value put into the key ring': 'keyring::key_set_with_value("snds", "epi", "⟦Gr1ppe2026!⟧")',
      'a connect string': 'odbcDriverConnect("Driver={SQL Server};Server=db;Uid=epi;Pwd=⟦Gr1ppe2026!⟧;")',
      'a connect string in another order': "odbcDriverConnect('PWD=⟦grippe⟧;UID=epi;DSN=oscour')",
      'a token as REDCap’s clients take it': 'redcap_read(redcap_uri = uri, token = "⟦9A81268476645C4E5F03428B8AC3AA7B⟧")',
      'a wrapped value': 'dbConnect(drv, password = c("⟦Gr1ppe2026!⟧"))',
      'code in a notebook’s JSON': '"con <- dbConnect(drv, password = \\"⟦Gr1ppe2026!⟧\\")\\n",',
      'a comment that keeps the last one': '# password = "⟦Gr1ppe2025!⟧"',
      'a comparison with the real one': 'if (input$password == "⟦Gr1ppe2026⟧") unlock()',
      'one behind an apostrophe': "# l'accès de l'équipe\npassword = '⟦Gr1ppe2026!⟧'",
    });
    itLetsBe(credentials, {
      'a value from the environment': 'password <- Sys.getenv("DB_PASSWORD")',
      'a value from the key ring': 'password = keyring::key_get("snds", "epi")',
      'a value that is asked for': 'dbConnect(drv, password = rstudioapi::askForPassword("Database password"))',
      'a prompt': 'pwd <- readline("Mot de passe : ")\nuser <- readline("Login: ")',
      'a prompt inside a call': 'getPass::getPass("Password: "), user = "epi"',
      'a prompt as an argument': 'askpass(password = "Enter your password:")',
      'a variable': 'dbConnect(drv, user = user, password = pw)\ndbConnect(drv, user=user, password=pwd_oracle)',
      'an element of a list': 'dbConnect(drv, password = config$password, pwd = cfg[["pwd"]])',
      'a value from config': 'dw <- config::get("datawarehouse"); dbConnect(drv, pwd = dw$pwd1)',
      'placeholders': 'password <- "xxxxxx"; pwd <- "********"; mdp <- "<your key>"; secret <- "changeme"; password <- "..."',
      'French placeholders': 'password = "votre-mot-de-passe"; mdp <- "à changer"; pwd <- "mon mot de passe"',
      'an empty value': "password = ''; pwd <- \"\"; passwd <- NULL; password = NA",
      'an emptiness test': 'if (password == "" || is.null(pwd) || nchar(token) == 0) stop("password missing")',
      'column names': 'select(id, token_count, password_changed_at) |> rename(password = "mot_de_passe")',
      'types of columns': 'cols(password = "character", token = "text", secret = "logical")',
      'keys of joins': 'left_join(weekly, population, by = "region_key"); join_key <- "region_annee_semaine"; setkey(dt, region)',
      'tokens of text mining': 'unnest_tokens(word, text, token = "ngrams", n = 2); tokens <- c("grippe", "covid")',
      'primary keys': 'dm_add_pk(patient, primary_key = "identifiant_patient_2024"); sort_key = "2024-01-15_region"',
      'a page’s inputs': 'passwordInput("password", "Mot de passe"); textInput("token", "Jeton", placeholder = "Votre jeton")',
      'a hash function': 'password_hash <- sodium::password_store(input$password); verify <- password_verify(hash, pw)',
      'names of variables': 'stopifnot(nzchar(Sys.getenv("MISTRAL_API_KEY"))); key_name <- "MISTRAL_API_KEY"; api_key = "MISTRAL_API_KEY"',
      'prose': '# Le mot de passe est demandé à chaque session, il est gardé dans le trousseau.\n# password: required, at least 8 characters',
      'a mark and a passage': 'pass <- "oui"; PASSAGE <- "couloir2"; passage = "nord2est"; pass = "second"',
      'a word that only holds one': 'bypass <- "Gr1ppe2026!"; compass = "north1east"; secretariat <- "Direction 2026"',
      'glue': 'glue("Pwd={pwd};Uid={user}"); sprintf("password=%s", pw); paste0("Driver=x;Pwd=", pwd)',
      'ordinary code': 'weekly <- cases |> group_by(week = floor_date(date, "week")) |> summarise(n = n())\nkey <- c("a", "b")\npass <- TRUE',
      'a secretary of a legend': 'labs(title = "Incidence", caption = "Source : SNDS, 2026", key = "legend_2026")',
    });
  });

  describe('in Python', () => {
    itFinds(credentials, {
      'an assignment': "PASSWORD = '⟦Gr1ppe2026!⟧'",
      'prefixed literals': 'password = r"⟦Gr1ppe2026!⟧"; secret = b\'⟦Gr1ppe2027!⟧\'; pwd = f"⟦Gr1ppe2028!⟧"',
      'three quotes': 'password = """⟦Gr1ppe2026!⟧"""',
      'a sum of literals': 'PASSWORD = "⟦Gr1" + "ppe2026!⟧"',
      'literals beside each other': 'PASSWORD = "⟦Gr1" "ppe2026!⟧" if local else None',
      'an annotation': 'password: str = "⟦Gr1ppe2026!⟧"',
      'a dictionary': "cfg = {'user': 'epi', 'password': '⟦Gr1ppe2026!⟧', \"api_key\": \"⟦" + drawn + "⟧\"}",
      'a keyword argument': 'psycopg2.connect(user="epi",password="⟦Gr1ppe2026!⟧")',
      'a pydantic secret': 'password = SecretStr("⟦Gr1ppe2026!⟧")',
      'the environment': 'os.environ["PGPASSWORD"] = "⟦grippe26⟧"; os.environ.setdefault("PGPASSWORD", "⟦grippe27⟧")',
      'requests’ pair': 'requests.get(url, auth=("epi", "⟦Gr1ppe2026!⟧"))',
      'requests’ class': 'HTTPBasicAuth("epi", "⟦Gr1ppe2026!⟧")',
      'an engine': 'create_engine("oracle+cx_oracle://epi:⟦Gr1ppe2026⟧@db:1521/prod")',
      'a conninfo': 'psycopg2.connect("host=db dbname=oscour user=epi password=⟦grippe⟧")',
      'a conninfo in another order': 'connect("password=⟦grippe26⟧ user=epi host=db")',
      'Mistral’s client': 'client = Mistral("⟦' + mistralKey + '⟧")',
      'a key named for Mistral': 'mistral_key = "⟦' + mistralKey + '⟧"',
      'a header': 'headers = {"Authorization": "Basic ⟦' + Buffer.from('epi:Gr1ppe2026!').toString('base64') + '⟧"}',
      'Oracle’s client': 'cx_Oracle.connect("epi/⟦Gr1ppe2026⟧@prod"); oracledb.connect("epi", "⟦Gr1ppe2026⟧", "prod")',
      'a header of Django’s': 'Authorization: Token ⟦' + drawn + drawn + '⟧',
      'a JSON web token': 'jeton = "⟦' + webToken + '⟧"',
    });
    itLetsBe(credentials, {
      'the environment': 'password = os.environ["DB_PASSWORD"]; token = os.getenv("HF_TOKEN", "")',
      'a prompt': 'pw = getpass.getpass("Password: ")\nuser = input("User: ")',
      'a variable': 'connect(user=user, password=pw, host=host)\nDB_PASSWORD=password_from_vault',
      'annotations': 'def f(user: str, password: str, token: Optional[str] = None) -> None: pass',
      'a docstring': 'def login(self, user, password):\n    """Send the password."""\n',
      'a template': 'url = f"postgresql://{user}:{password}@{host}/db"; dsn = f"user={user} password={pw}"',
      'a format': '"postgresql://%s:%s@db/x" % (user, pw)',
      'a column': 'df["password"].isna(); df.rename(columns={"pwd": "password"}); df.sort_values(by="region_key")',
      'a tokenizer': 'tokenizer = AutoTokenizer.from_pretrained("camembert-base"); pad_token = "[PAD]"; sep_token="</s>"',
      'parameters of plots': 'sns.lineplot(data=df, x="week", y="n", hue="region"); legend_key = "incidence_2024"',
      'a checksum beside Mistral': 'mistral_md5 = "9a81268476645c4e5f03428b8ac3aa7b"; model = "mistral-small-latest"',
      'a choice': "isSecret ? 'secret' : 'sensitive'",
      'basic words': 'basic reproduction number; Basic statistics; bearer of the gene; the basic functions',
    });
  });

  describe('in SAS', () => {
    itFinds(credentials, {
      'a macro variable': '%let pwd=⟦Gr1ppe2026⟧;\n%LET mdp = ⟦grippe⟧ ;',
      'a libname': 'libname epi oracle user=epi password="⟦Gr1ppe2026!⟧" path=prod;',
      'a doubled quote': 'libname epi oracle user=epi pw="⟦Gr1""ppe2026⟧";',
      'a doubled apostrophe': "%let x=1; libname epi oracle user=epi pw='⟦l''ete-Gr1⟧' path=prod;",
      'a libname whose literal is not closed yet': 'libname epi oracle user=epi pw="⟦Gr1ppe2026!⟧\n',
      'a libname, the password first': 'libname epi oracle pw=⟦grippe⟧ user=epi path=prod;',
      'a libname, bare at the end': 'libname epi oracle path=prod user=epi password=⟦grippe⟧;',
      'a connection': 'proc sql; connect to oracle (user=epi password=⟦Gr1ppe2026⟧ path=prod);',
      'a connection over lines': 'proc sql;\n  connect to oracle as ora\n    (path=prod\n     user = epi\n     password = ⟦grippe⟧);',
      'an encoded password': 'libname epi oracle user=epi password="⟦{SAS002}1D57933958C580064BD3DCA81A33DFB2⟧";',
      'a bare encoded password': 'options metapass={};\nfoo ⟦{sas004}1D57933958C58006⟧;',
      'mail’s and FTP’s options': 'options emailpw="⟦grippe⟧"; filename f ftp "x" user="epi" pass="⟦grippe⟧";',
      'what is to be encoded': 'proc pwencode in="⟦grippe⟧"; run;',
      'a quoted macro variable': '%let pw=%str(⟦grippe⟧);',
      'a data step’s call': 'call symputx("pwd", "⟦Gr1ppe2026!⟧");',
    });
    itLetsBe(credentials, {
      'a macro variable’s use': 'libname epi oracle user=epi password="&pw"; libname b oracle user=&u password=&pw;',
      'a metadata domain': 'libname epi oracle authdomain="OracleAuth" path=prod;',
      'a prompt': '%window login #5 @10 "Password: " pwd 20 display=no;',
      'an empty one': '%let pwd=;\n%let password = %sysget(PGPASSWORD);',
      'ordinary steps': 'proc sort data=cases nodupkey; by ben_nir_psa exe_soi_dtd; run;\ndata a; merge b(in=x) c; by region_key; run;',
    });
  });

  describe('in Stata and SQL', () => {
    itFinds(credentials, {
      'odbc load': 'odbc load, exec("select 1") dsn("oscour") user("epi") password("⟦Gr1ppe2026!⟧") clear',
      'odbc load in short': 'odbc load, table("t") dsn("oscour") u(epi) p(⟦grippe⟧) clear',
      'a connection string': 'odbc query, connectionstring("DSN=x;UID=epi;PWD=⟦grippe⟧;")',
      'a global macro': 'global pwd "⟦Gr1ppe2026!⟧"\nlocal mdp_snds ⟦grippe⟧\n',
      'a local': 'local password = "⟦Gr1ppe2026!⟧"',
      'a new account': 'CREATE USER epi IDENTIFIED BY ⟦grippe⟧;',
      'a new account, quoted': "create user epi identified by '⟦Gr1ppe 2026!⟧';",
      'a role': "ALTER ROLE epi WITH PASSWORD '⟦Gr1ppe2026!⟧';",
      'an account of PostgreSQL': "create user epi password '⟦Gr1ppe2026!⟧';",
      'a logon': 'CONNECT epi/⟦Gr1ppe2026⟧@prod',
      'a logon on the command line': 'sqlplus -s epi/⟦Gr1ppe2026⟧@prod',
    });
    itLetsBe(credentials, {
      'a plot’s percentiles': 'collapse (p50) age (p25) p25=age, by(region)\nxtile q = age, p(50)\ncentile age, centile(5 95)',
      'a join on keys': 'select * from t join u on t.patient_key = u.patient_key where token = 1',
      'a table’s definition': 'create table account (id int primary key, password varchar(64) not null, token text)',
      'an update by parameter': 'update account set password = :password, secret = ? where id = :id',
      'a placeholder': "create user epi identified by '&pwd'; alter role epi with password '<password>';",
    });
  });

  describe('in files of settings', () => {
    itFinds(credentials, {
      'an .Renviron': 'R_LIBS=~/R\nPGPASSWORD=⟦grippe⟧\nMISTRAL_API_KEY=⟦' + mistralKey + '⟧\n',
      'a quoted one': "DB_PASSWORD='⟦Gr1ppe2026!⟧'\n",
      'an exported one': 'export PGPASSWORD=⟦Gr1($9ppe{2026⟧\n',
      'one before a command': 'PGPASSWORD=⟦grippe26⟧ psql -h db -U epi',
      'a container’s': 'docker run -e POSTGRES_PASSWORD=⟦grippe26⟧ postgres',
      'YAML': 'default:\n  user: epi\n  password: ⟦Gr1ppe2026!⟧\n  server: db\n',
      'quoted YAML': 'password: "⟦Gr1ppe2026!⟧"',
      'JSON': '{"user": "epi", "password": "⟦Gr1ppe2026!⟧"}',
      'odbc.ini': '[oscour]\nDriver = PostgreSQL\nUID = epi\nPWD = ⟦grippe26⟧\n',
      '.pgpass': 'db.local:5432:oscour:epi:⟦Gr1ppe2026!⟧\n',
      '.netrc': 'machine db.local login epi password ⟦Gr1ppe2026!⟧\n',
      'a file of properties': 'spring.datasource.password=⟦grippe⟧\ndb.password=⟦grippe26⟧\n',
      'a batch file': 'set pwd=⟦grippe26⟧\n',
      'settings of .NET’s': '<add key="password" value="⟦grippe26⟧"/>',
      'Oracle’s address': 'url=jdbc:oracle:thin:epi/⟦Gr1ppe2026⟧@//db:1521/prod',
      'XML': '<db><user>epi</user><password>⟦grippe26⟧</password></db>',
      'options of a command': 'pg_dump --password=⟦grippe⟧ x; mysql --user=epi -p⟦Gr1ppe2026⟧ oscour',
      'a container’s settings': 'environment:\n  POSTGRES_PASSWORD: ⟦grippe⟧\n',
      'a key of a storage account': 'conn = "AccountName=epi;AccountKey=⟦' + drawn + drawn + '==⟧;EndpointSuffix=x"',
      'a French message': 'Identifiant\u00a0: epi, mot de passe\u00a0: ⟦Gr1ppe2026!⟧',
      'curl': 'curl -s -u epi:⟦Gr1ppe2026!⟧ https://example.org/api',
      'a URL': 'redis://:⟦Gr1ppe2026⟧@cache:6379/0',
      'a URL of a repository': 'git clone https://epi:⟦Gr1ppe-2026⟧@git.example.org/oscour.git',
      'a JDBC address': 'url=jdbc:oracle:thin:epi?user=epi&password=⟦grippe26⟧',
      'a URL whose password has marks of URLs in it': 'postgres://epi:⟦Gr1/ppe⟧@pg/db postgresql://epi:⟦Gr1@ppe26⟧@pg.example.org/db',
      'a value with spaces in an environment file': 'DB_PASSWORD=⟦Gr1 ppe26 le chat⟧\nDB_USER=epi\n',
      'a value with spaces by itself': 'DB_PASSWORD=⟦Gr1 4ppe26⟧',
      'a value before a command': 'PGPASSWORD=⟦Gr1ppe2026!⟧ psql -h pg',
      'a block of YAML': 'db:\n  password: |\n    ⟦Gr1ppe2026!⟧\n  user: epi',
      'a folded block of YAML': 'password: >-\n  ⟦Gr1ppe\n  2026!⟧\nuser: epi',
      'a message': 'Bonjour, le mot de passe est ⟦Gr1ppe2026!⟧',
      'a well-known token': `token_of_ci = f("⟦${token}⟧")`,
      'a private key': `cle <- "⟦${privateKey}⟧"`,
      'the beginning of a private key': `⟦${privateKey.slice(0, 150)}⟧`,
      'the end of a private key': `⟦${privateKey.slice(60)}⟧\nx <- 1`,
    });
    itLetsBe(credentials, {
      'references': 'password: ${DB_PASSWORD}\npassword: !expr Sys.getenv("PW")\nsecret: {{ vault_secret }}\nPGPASSWORD=$PW\nexport TOKEN=$(cat token.txt)',
      'a URL without a password': 'https://example.org:8080/path/@epi; git@git.example.org:epi/x.git; http://localhost:5432',
      'a URL with a placeholder': 'postgresql://user:password@localhost/db\npostgresql://epi:<password>@db/x',
      'a password policy': 'password: required\npassword_min_length: 12\nmot de passe : 12 caractères au moins',
      'a public key': '-----BEGIN PUBLIC KEY-----\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEA\n-----END PUBLIC KEY-----',
      'words about a private key': 'The file begins with -----BEGIN PRIVATE KEY----- and ends with -----END PRIVATE KEY-----.',
      'XML without a value': '<password></password><secret>${env.SECRET}</secret>',
      'words of Stata’s and of the docs': 'local secret = 1\nglobal password\nThe global secret service',
      'prose of standards': 'Each fileset is identified by four numbers; the subtest identified by the name. Steal from the process identified by source_pid.',
      'the folder that work is done in': 'PWD=/home/epi/oscour\nOLDPWD=/tmp\npwd <- "/home/epi/oscour"; pwd = "data/raw/2026"\nlocal pwd "C:/data"\nlocal pwd `c(pwd)\'',
      'an environment file with a comment': 'DB_PASSWORD=changeme # to be changed\nDB_USER=epi',
      'addresses in an address': 'http://localhost:8080/mail/epi@agence.example https://host:443/a@2x.png',
      'strings that end where a name stands': 'cat("Votre password = ")\nmessage("mot de passe : ", nom)\nprint("secret=")',
      'a call without a password': 'con <- dbConnect(RSQLite::SQLite(), "base.sqlite")\ndbConnect(odbc(), "SNDS")\ndbConnect(duckdb(), "a", "b", "data/base.duckdb")',
      'blocks of YAML about something else': 'description: |\n  Gr1ppe2026!\npassword_policy: |\n  12 characters',
      'a lint report': 'R/clean.R:1234:12:style:unused\n12:30:00 INFO start',
      'a lock file': '"renv": {"Package": "renv", "Hash": "9a81268476645c4e5f03428b8ac3aa7b"}',
    });
  });

  it('is not switched off by a comment of secretlint’s', async () => {
    await hits(`# secretlint-disable\nx <- f("⟦${token}⟧")`, credentials);
  });
});
