package io.tidemark.row.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tidemark.row.DecimalType;
import java.io.IOException;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** A number, or the text of one, in which commas may group digits. */
record DecimalReader(DecimalType type) implements ValueReader {

  /** Far beyond any DECIMAL; converting digits takes time by the square of their number. */
  private static final int MAX_CHARACTERS = 1_000;

  @Override
  public Object read(JsonRecord record) throws IOException {
    JsonParser parser = record.parser();
    boolean isText = parser.hasToken(JsonToken.VALUE_STRING);
    boolean mayBe = isText || parser.currentToken().isNumeric();
    if (!mayBe || parser.getTextLength() > MAX_CHARACTERS) {
      return record.bad(type);
    }
    BigDecimal value = parse(isText ? parser.getText().replace(",", "") : parser.getText());
    return value == null ? record.bad(type) : value;
  }

  private @Nullable BigDecimal parse(String text) {
    try {
      return type.round(new BigDecimal(text));
    } catch (NumberFormatException notANumber) {
      return null;
    }
  }
}
