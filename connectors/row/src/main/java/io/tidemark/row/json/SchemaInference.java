package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.DecimalType;
import io.tidemark.row.StructType;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;

/**
 * The schema of JSON records that have none, as Spark's {@code inferSchema} finds it: types merged
 * over all records, whole numbers as BIGINT (as DECIMAL or DOUBLE beyond), STRING where values
 * disagree or are all null, fields in the order of their names.
 *
 * <p>Not thread-safe.
 */
public final class SchemaInference {

  /** What is nested deeper is taken as its text; DDL doesn't go deeper either. */
  private static final int MAX_DEPTH = 100;

  private InferredType.Fields known = new InferredType.Fields(Map.of());

  /**
   * Takes a record into account.
   *
   * @throws BadRecordException if it is not one JSON object; what is known stays as it was
   */
  public void add(byte[] record) {
    InferredType.Fields fields = JsonObjects.read(record, (text, parser) -> object(parser, 1));
    known = (InferredType.Fields) InferredType.merge(known, fields);
  }

  /** The columns that all records so far can be read as. */
  public StructType schema() {
    return InferredType.struct(known);
  }

  private static InferredType.Fields object(JsonParser parser, int depth) throws IOException {
    Map<String, InferredType> types = new TreeMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      types.merge(name, value(parser, depth), InferredType::merge);
    }
    return new InferredType.Fields(types);
  }

  private static InferredType value(JsonParser parser, int depth) throws IOException {
    return switch (parser.currentToken()) {
      case VALUE_NULL -> InferredType.Unknown.INSTANCE;
      // A writer that knows no null writes an empty text.
      case VALUE_STRING ->
          parser.getTextLength() == 0 ? InferredType.Unknown.INSTANCE : InferredType.STRING;
      case VALUE_TRUE, VALUE_FALSE -> InferredType.BOOLEAN;
      case VALUE_NUMBER_INT -> wholeNumber(parser);
      case VALUE_NUMBER_FLOAT -> InferredType.DOUBLE;
      default -> nested(parser, depth + 1);
    };
  }

  private static InferredType wholeNumber(JsonParser parser) throws IOException {
    if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
      return InferredType.BIGINT;
    }
    String text = parser.getText();
    int digits = text.startsWith("-") ? text.length() - 1 : text.length();
    return digits > DecimalType.MAX_PRECISION
        ? InferredType.DOUBLE
        : new InferredType.Scalar(new DecimalType(digits, 0));
  }

  private static InferredType nested(JsonParser parser, int depth) throws IOException {
    if (depth > MAX_DEPTH) {
      parser.skipChildren();
      return InferredType.STRING;
    }
    return parser.hasToken(JsonToken.START_OBJECT) ? object(parser, depth) : array(parser, depth);
  }

  private static InferredType array(JsonParser parser, int depth) throws IOException {
    InferredType element = InferredType.Unknown.INSTANCE;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      element = InferredType.merge(element, value(parser, depth));
    }
    return new InferredType.Elements(element);
  }
}
