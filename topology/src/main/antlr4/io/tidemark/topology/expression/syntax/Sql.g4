// Spark SQL's expressions: precedence and forms as in Spark's own grammar, without subqueries, windows and lambdas.
grammar Sql;

options {
  caseInsensitive = true;
}

expressionOnly
  : expression EOF
  ;

selectItem
  : '*' EOF                             # allColumns
  | expression '.' '*' EOF              # allFields
  | expression (AS? alias = name)? EOF  # selected
  ;

expression
  : NOT expression                                # not
  | operand test?                                 # tested
  | left = expression AND right = expression      # and
  | left = expression OR right = expression       # or
  ;

test
  : NOT? BETWEEN low = operand AND high = operand                     # between
  | NOT? IN '(' expression (',' expression)* ')'                      # inList
  | NOT? op = (LIKE | ILIKE) pattern = operand (ESCAPE escape = STRING)? # like
  | NOT? (RLIKE | REGEXP) pattern = operand                           # rlike
  | IS NOT? NULL                                                      # isNull
  | IS NOT? truth = (TRUE | FALSE)                                    # isTruth
  | IS NOT? DISTINCT FROM right = operand                             # isDistinct
  ;

operand
  : primary                                                    # single
  | op = ('-' | '+') operand                                   # signed
  | left = operand op = ('*' | '/' | '%' | DIV) right = operand  # arithmetic
  | left = operand op = ('+' | '-' | '||') right = operand     # arithmetic
  | left = operand op = ('=' | '==' | '<=>' | '<>' | '!=' | '<' | '<=' | '>' | '>=') right = operand # comparison
  ;

primary
  : literal                                                        # constant
  | CASE branch+ (ELSE otherwise = expression)? END                # searchedCase
  | CASE subject = expression branch+ (ELSE otherwise = expression)? END # simpleCase
  | op = (CAST | TRY_CAST) '(' expression AS type ')'              # cast
  | primary '::' type                                              # castOperator
  | function = name '(' '*' ')'                                    # callOfRows
  | function = name '(' (DISTINCT? expression (',' expression)*)? ')' # call
  | primary '.' field                                              # fieldAccess
  | primary '[' expression ']'                                     # elementAccess
  | name                                                           # column
  | '(' expression ')'                                             # parenthesized
  ;

branch
  : WHEN condition = expression THEN result = expression
  ;

literal
  : INTERVAL intervalPart+    # intervalUnits
  | INTERVAL STRING           # intervalText
  | word = (DATE | TIMESTAMP) STRING # timeLiteral
  | (INTEGER | LONG | DECIMAL | DOUBLE | BIG_DECIMAL) # number
  | STRING+                   # text
  | RAW_STRING                # rawText
  | HEX                       # binary
  | (TRUE | FALSE)            # truth
  | NULL                      # null
  ;

intervalPart
  : sign = ('-' | '+')? value = (INTEGER | DECIMAL | STRING) unit = IDENTIFIER
  ;

// Read by the schema's own parser; here it only has to end where the type ends.
type
  : name ('(' INTEGER (',' INTEGER)? ')')?
  | name '<' typeArgument (',' typeArgument)* '>'
  ;

typeArgument
  : type
  | field ':'? type (NOT NULL)?
  ;

name
  : IDENTIFIER
  | QUOTED_NAME
  | CAST | DATE | END | ESCAPE | FROM | INTERVAL | REGEXP | RLIKE | TIMESTAMP | TRY_CAST
  ;

field
  : name
  | reserved
  ;

// Words that are no name, except after a point.
reserved
  : AND | AS | BETWEEN | CASE | DISTINCT | DIV | ELSE | FALSE | ILIKE | IN | IS | LIKE | NOT | NULL | OR | THEN
  | TRUE | WHEN
  ;

AND : 'AND';
AS : 'AS';
BETWEEN : 'BETWEEN';
CASE : 'CASE';
CAST : 'CAST';
DATE : 'DATE';
DISTINCT : 'DISTINCT';
DIV : 'DIV';
ELSE : 'ELSE';
END : 'END';
ESCAPE : 'ESCAPE';
FALSE : 'FALSE';
FROM : 'FROM';
ILIKE : 'ILIKE';
IN : 'IN';
INTERVAL : 'INTERVAL';
IS : 'IS';
LIKE : 'LIKE';
NOT : 'NOT' | '!';
NULL : 'NULL';
OR : 'OR';
REGEXP : 'REGEXP';
RLIKE : 'RLIKE';
THEN : 'THEN';
TIMESTAMP : 'TIMESTAMP';
TRUE : 'TRUE';
TRY_CAST : 'TRY_CAST';
WHEN : 'WHEN';

STRING : '\'' (~['\\] | '\\' . | '\'\'')* '\'' | '"' (~["\\] | '\\' . | '""')* '"';
RAW_STRING : 'R' ('\'' ~[']* '\'' | '"' ~["]* '"');
HEX : 'X' '\'' [0-9A-F]* '\'';

INTEGER : DIGIT+;
LONG : DIGIT+ 'L';
DECIMAL : PLAIN_NUMBER;
DOUBLE : (DIGIT+ | PLAIN_NUMBER) EXPONENT 'D'? | (DIGIT+ | PLAIN_NUMBER) 'D';
BIG_DECIMAL : (DIGIT+ | PLAIN_NUMBER) EXPONENT? 'BD';

IDENTIFIER : [\p{L}_] [\p{L}\p{N}_]*;
QUOTED_NAME : '`' (~'`' | '``')+ '`';

BLANKS : [ \t\r\n]+ -> skip;
COMMENT : ('--' ~[\r\n]* | '/*' .*? '*/') -> skip;

// Whatever else: so that the parser reports it, with its position.
UNKNOWN : .;

fragment PLAIN_NUMBER : DIGIT+ '.' DIGIT* | '.' DIGIT+;
fragment EXPONENT : 'E' [+\-]? DIGIT+;
fragment DIGIT : [0-9];
