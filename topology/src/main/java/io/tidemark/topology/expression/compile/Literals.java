package io.tidemark.topology.expression.compile;

import io.tidemark.row.DataType;
import io.tidemark.row.DdlException;
import io.tidemark.row.DecimalType;
import io.tidemark.row.PrimitiveType;
import io.tidemark.row.StructType;
import io.tidemark.row.time.DateText;
import io.tidemark.row.time.TimestampText;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.syntax.SqlBaseVisitor;
import io.tidemark.topology.expression.syntax.SqlParser;
import io.tidemark.topology.expression.syntax.TextLiteral;
import io.tidemark.topology.expression.type.Decimals;
import io.tidemark.topology.expression.type.Types;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads literals, with the types that Spark gives them. */
final class Literals extends SqlBaseVisitor<Operand> {

  static final Literals READER = new Literals();

  private Literals() {}

  /** The type that a CAST names. */
  static DataType type(SqlParser.TypeContext tree) {
    Source source = Source.of(tree);
    // So padded that the positions in the DDL are those in the expression.
    String ddl = " ".repeat(source.position() - 2) + "t " + source.text();
    try {
      return StructType.fromDdl(ddl).field(0).type();
    } catch (DdlException e) {
      throw new ExpressionException(String.valueOf(e.getMessage()), e.position());
    }
  }

  /** The number with a minus before it, if it is one: -2147483648 is an INT. */
  static @Nullable Operand negative(Source source, SqlParser.OperandContext tree) {
    boolean isNumber =
        tree instanceof SqlParser.SingleContext single
            && single.primary() instanceof SqlParser.ConstantContext constant
            && constant.literal() instanceof SqlParser.NumberContext;
    return isNumber ? number(source, "-" + tree.getText()) : null;
  }

  @Override
  public Operand visitNumber(SqlParser.NumberContext tree) {
    return number(Source.of(tree), tree.getText());
  }

  @Override
  public Operand visitText(SqlParser.TextContext tree) {
    String value =
        tree.STRING().stream()
            .map(token -> TextLiteral.value(token.getText()))
            .collect(Collectors.joining());
    return Operand.constant(Source.of(tree), PrimitiveType.STRING, value);
  }

  @Override
  public Operand visitRawText(SqlParser.RawTextContext tree) {
    String value = TextLiteral.raw(tree.getText());
    return Operand.constant(Source.of(tree), PrimitiveType.STRING, value);
  }

  @Override
  public Operand visitBinary(SqlParser.BinaryContext tree) {
    String digits = TextLiteral.raw(tree.getText());
    byte[] bytes = HexFormat.of().parseHex(digits.length() % 2 == 0 ? digits : "0" + digits);
    return Operand.constant(Source.of(tree), PrimitiveType.BINARY, bytes);
  }

  @Override
  public Operand visitTruth(SqlParser.TruthContext tree) {
    return Operand.constant(Source.of(tree), PrimitiveType.BOOLEAN, tree.TRUE() != null);
  }

  @Override
  public Operand visitNull(SqlParser.NullContext tree) {
    return Operand.constant(Source.of(tree), Types.NULL, null);
  }

  @Override
  public Operand visitTimeLiteral(SqlParser.TimeLiteralContext tree) {
    Source source = Source.of(tree);
    String text = TextLiteral.value(tree.STRING().getText());
    boolean isDate = tree.word.getType() == SqlParser.DATE;
    Object value = value(isDate, text);
    if (value == null) {
      throw source.problem("'" + text + "' is no " + (isDate ? "DATE" : "TIMESTAMP"));
    }
    return Operand.constant(source, isDate ? PrimitiveType.DATE : PrimitiveType.TIMESTAMP, value);
  }

  /** Not in a conditional expression, which would make one kind of number of both. */
  private static @Nullable Object value(boolean isDate, String text) {
    if (isDate) {
      return DateText.parse(text);
    }
    return TimestampText.parse(text);
  }

  @Override
  public Operand visitIntervalText(SqlParser.IntervalTextContext tree) {
    String text = TextLiteral.value(tree.STRING().getText());
    Source source = Source.of(tree);
    return Operand.constant(source, Types.INTERVAL, IntervalUnits.parse(source, text));
  }

  @Override
  public Operand visitIntervalUnits(SqlParser.IntervalUnitsContext tree) {
    String text = tree.intervalPart().stream().map(Literals::text).collect(Collectors.joining(" "));
    Source source = Source.of(tree);
    return Operand.constant(source, Types.INTERVAL, IntervalUnits.parse(source, text));
  }

  private static String text(SqlParser.IntervalPartContext part) {
    String value = part.value.getText();
    boolean isQuoted = part.value.getType() == SqlParser.STRING;
    return (part.sign == null ? "" : part.sign.getText())
        + (isQuoted ? TextLiteral.value(value).strip() : value)
        + " "
        + part.unit.getText();
  }

  private static Operand number(Source source, String text) {
    String upper = text.toUpperCase(Locale.ROOT);
    if (upper.endsWith("BD")) {
      return decimal(source, new BigDecimal(text.substring(0, text.length() - 2)));
    }
    if (upper.endsWith("L")) {
      return whole(source, new BigInteger(text.substring(0, text.length() - 1)), Long.SIZE);
    }
    if (upper.endsWith("D") || upper.contains("E")) {
      return Operand.constant(source, PrimitiveType.DOUBLE, floating(source, text));
    }
    return text.contains(".")
        ? decimal(source, new BigDecimal(text))
        : whole(source, new BigInteger(text), Integer.SIZE);
  }

  /** INT if it fits and the literal isn't marked as longer, else BIGINT, else DECIMAL. */
  private static Operand whole(Source source, BigInteger value, int least) {
    if (least == Integer.SIZE && value.bitLength() < Integer.SIZE) {
      return Operand.constant(source, PrimitiveType.INT, value.intValue());
    }
    if (value.bitLength() < Long.SIZE) {
      return Operand.constant(source, PrimitiveType.BIGINT, value.longValue());
    }
    if (least == Long.SIZE) {
      throw source.problem("this is beyond BIGINT");
    }
    return decimal(source, new BigDecimal(value));
  }

  private static Operand decimal(Source source, BigDecimal value) {
    DecimalType type = Decimals.ofConstant(value);
    if (type == null) {
      throw source.problem("a decimal has at most 38 digits; write 1e0 for a DOUBLE");
    }
    return Operand.constant(source, type, value.setScale(type.scale()));
  }

  private static double floating(Source source, String text) {
    double value = Double.parseDouble(text);
    if (Double.isInfinite(value)) {
      throw source.problem("this is beyond DOUBLE");
    }
    return value;
  }
}
