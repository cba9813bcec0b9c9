package io.tidemark.topology.expression.compile;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.DOUBLE;

import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.DecimalType;
import io.tidemark.row.Row;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.topology.expression.AggregateCall;
import io.tidemark.topology.expression.AggregateFunction;
import io.tidemark.topology.expression.ExpressionException;
import io.tidemark.topology.expression.TypedExpression;
import io.tidemark.topology.expression.cast.Coercion;
import io.tidemark.topology.expression.operand.NullSafe;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operator.Arithmetic;
import io.tidemark.topology.expression.syntax.Source;
import io.tidemark.topology.expression.type.Decimals;
import io.tidemark.topology.expression.type.Types;
import java.util.ArrayList;
import java.util.List;

/** The typing rules of aggregate calls, which are Spark's. */
record AggregateTyping(Source source, AggregateFunction function, List<Operand> arguments) {

  private static final int SUM_DIGITS = 10;
  private static final int MEAN_DIGITS = 4;

  AggregateCall ofAll() {
    return typed(false);
  }

  AggregateCall ofDistinct() {
    return switch (function) {
      case COUNT, SUM, AVG, COLLECT_LIST -> distinct();
      case MIN, MAX, COLLECT_SET -> ofAll(); // no difference
      default -> throw source.problem("DISTINCT is not for this function");
    };
  }

  private AggregateCall distinct() {
    AggregateCall call = typed(true);
    for (Operand argument : arguments) {
      requireOrdered(argument);
    }
    return call;
  }

  private AggregateCall typed(boolean isDistinct) {
    return switch (function) {
      case COUNT -> call(function, isDistinct, counted(), BIGINT);
      case APPROX_COUNT_DISTINCT -> call(function, false, requireOrdered(only()), BIGINT);
      case SUM -> sum(isDistinct);
      case AVG -> mean(isDistinct);
      case MIN, MAX -> ofSameType(function, requireOrdered(only()));
      case FIRST, FIRST_NON_NULL -> oneOf(AggregateFunction.FIRST_NON_NULL);
      case LAST, LAST_NON_NULL -> oneOf(AggregateFunction.LAST_NON_NULL);
      case COLLECT_LIST -> collected(isDistinct, only());
      case COLLECT_SET -> collected(false, requireOrdered(only()));
    };
  }

  private AggregateCall sum(boolean isDistinct) {
    Operand number = Arithmetic.number(source, "sum", only());
    if (number.type() instanceof DecimalType decimal) {
      DecimalType sum = Decimals.bounded(decimal.precision() + SUM_DIGITS, decimal.scale());
      return call(function, isDistinct, number, sum);
    }
    DataType type = Types.isIntegral(number.type()) ? BIGINT : DOUBLE;
    return call(function, isDistinct, Coercion.to(type, number), type);
  }

  private AggregateCall mean(boolean isDistinct) {
    Operand number = Arithmetic.number(source, "average", only());
    if (number.type() instanceof DecimalType decimal) {
      DecimalType mean =
          Decimals.bounded(decimal.precision() + MEAN_DIGITS, decimal.scale() + MEAN_DIGITS);
      return call(function, isDistinct, number, mean);
    }
    return call(function, isDistinct, Coercion.to(DOUBLE, number), DOUBLE);
  }

  /** FIRST and LAST; a second argument, true, leaves out nulls. */
  private AggregateCall oneOf(AggregateFunction withoutNulls) {
    if (arguments.size() != 2) {
      return ofSameType(function, only());
    }
    Operand flag = arguments.get(1);
    if (!flag.isConstant() || !(flag.value() instanceof Boolean isWithout)) {
      throw flag.source().problem("expected true or false: whether nulls are left out");
    }
    return ofSameType(isWithout ? withoutNulls : function, arguments.get(0));
  }

  private AggregateCall ofSameType(AggregateFunction chosen, Operand argument) {
    return call(chosen, false, argument, argument.type());
  }

  private AggregateCall collected(boolean isDistinct, Operand argument) {
    return call(function, isDistinct, argument, new ArrayType(argument.type()));
  }

  /** What is counted where it is not null: several arguments are counted where none is. */
  private Operand counted() {
    if (arguments.size() == 1) {
      return only();
    }
    if (arguments.isEmpty()) {
      throw source.problem("write count(*) for the number of rows");
    }
    List<StructField> fields = new ArrayList<>();
    for (Operand argument : arguments) {
      fields.add(StructField.of("col" + (fields.size() + 1), argument.type()));
    }
    return Operand.of(
        source,
        new StructType(fields),
        NullSafe.variadic(arguments, values -> Row.of(values)),
        arguments);
  }

  private Operand only() {
    if (arguments.size() != 1) {
      throw source.problem("expected one argument, found " + arguments.size());
    }
    return arguments.get(0);
  }

  private Operand requireOrdered(Operand argument) {
    if (!Types.isOrdered(argument.type())) {
      throw argument.source().problem("cannot compare " + Types.name(argument.type()));
    }
    return argument;
  }

  private static AggregateCall call(
      AggregateFunction chosen, boolean isDistinct, Operand argument, DataType type) {
    if (Types.isIncomplete(argument.type()) || Types.isInterval(argument.type())) {
      throw incomplete(argument);
    }
    TypedExpression expression =
        new TypedExpression(
            argument.source().text(), argument.type(), argument.evaluator(), argument.columns());
    return new AggregateCall(chosen, isDistinct, expression, type);
  }

  private static ExpressionException incomplete(Operand argument) {
    return argument
        .source()
        .problem(Types.name(argument.type()) + " can't be aggregated; CAST it to a column's type");
  }
}
