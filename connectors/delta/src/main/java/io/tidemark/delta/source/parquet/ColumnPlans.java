package io.tidemark.delta.source.parquet;

import io.tidemark.delta.source.parquet.ColumnPlan.ConverterFactory;
import io.tidemark.delta.source.parquet.StructConverter.Slot;
import io.tidemark.row.ArrayType;
import io.tidemark.row.DataType;
import io.tidemark.row.MapType;
import io.tidemark.row.StructField;
import io.tidemark.row.StructType;
import io.tidemark.row.problem.Problem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.parquet.schema.GroupType;
import org.apache.parquet.schema.LogicalTypeAnnotation.ListLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapKeyValueTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Type.Repetition;
import org.jspecify.annotations.Nullable;

/**
 * Finds a table's columns in a file, by name, and plans how they are read. Lists and maps may have
 * any of the layouts of Parquet's LogicalTypes.md, "Backward-compatibility rules". Notes each
 * column whose type in the file can't be read as the table's.
 */
final class ColumnPlans {

  private final ScalarPlans scalars;
  private final List<Problem> problems = new ArrayList<>();

  ColumnPlans(FileCalendar calendar) {
    this.scalars = new ScalarPlans(calendar);
  }

  List<Problem> problems() {
    return problems;
  }

  /** Plans for those columns of a record that the file has; the others are left out. */
  List<Slot> columns(RowLayout layout, MessageType file) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < layout.schema().size(); i++) {
      if (!layout.isConstant(i)) {
        slot(i, layout.schema().field(i), file, "").ifPresent(slots::add);
      }
    }
    return slots;
  }

  private List<Slot> fields(StructType type, GroupType file, String path) {
    List<Slot> slots = new ArrayList<>();
    for (int i = 0; i < type.size(); i++) {
      slot(i, type.field(i), file, path).ifPresent(slots::add);
    }
    return slots;
  }

  private Optional<Slot> slot(int position, StructField field, GroupType file, String path) {
    return file.containsField(field.name())
        ? plan(field.type(), file.getType(field.name()), path + field.name())
            .map(plan -> new Slot(position, plan))
        : Optional.empty();
  }

  private Optional<ColumnPlan> plan(DataType type, Type file, String path) {
    if (file.isRepetition(Repetition.REPEATED)) {
      return unreadable(type, file, path); // a list outside of a LIST group, as Protobuf's are
    }
    return element(type, file, path);
  }

  private Optional<ColumnPlan> element(DataType type, Type file, String path) {
    Optional<ColumnPlan> plan = Optional.empty();
    if (type instanceof StructType struct) {
      plan = isStruct(file) ? Optional.of(struct(struct, file.asGroupType(), path)) : plan;
    } else if (type instanceof ArrayType array) {
      return isList(file) ? list(array, file.asGroupType(), path) : unreadable(type, file, path);
    } else if (type instanceof MapType map) {
      return isMap(file) ? map(map, file.asGroupType(), path) : unreadable(type, file, path);
    } else if (file.isPrimitive()) {
      plan =
          Optional.ofNullable(scalars.of(type, file.asPrimitiveType()))
              .map(converters -> new ColumnPlan(file, converters));
    }
    return plan.isPresent() ? plan : unreadable(type, file, path);
  }

  private Optional<ColumnPlan> unreadable(DataType type, Type file, String path) {
    problems.add(
        new Problem(
            "column " + path,
            "it is %s in the table, and in the file '%s'"
                .formatted(type.ddl(), file.toString().replaceAll("\\s+", " ").strip()),
            "have the table's writer rewrite the file"));
    return Optional.empty();
  }

  /** If the file has none of the fields, another is read, which shows where the struct is null. */
  private ColumnPlan struct(StructType type, GroupType file, String path) {
    List<Slot> slots = fields(type, file, path + ".");
    if (slots.isEmpty()) {
      Type first = file.getType(0);
      ConverterFactory ignoring = sink -> IgnoredConverter.of(first);
      slots.add(new Slot(Slot.NONE, new ColumnPlan(first, ignoring)));
    }
    @Nullable Object[] template = new Object[type.size()];
    return new ColumnPlan(
        file.withNewFields(slots.stream().map(slot -> slot.plan().requested()).toList()),
        sink -> new StructConverter(slots, template, sink));
  }

  private Optional<ColumnPlan> list(ArrayType type, GroupType file, String path) {
    Type repeated = file.getType(0);
    String elementPath = path + ".element";
    if (isElement(repeated, file.getName())) {
      return element(type.element(), repeated, elementPath)
          .map(
              plan ->
                  new ColumnPlan(
                      file.withNewFields(plan.requested()),
                      ListConverter.ofElements(plan.converters())));
    }
    GroupType entry = repeated.asGroupType();
    return plan(type.element(), entry.getType(0), elementPath)
        .map(
            plan ->
                new ColumnPlan(
                    file.withNewFields(entry.withNewFields(plan.requested())),
                    ListConverter.ofEntries(plan.converters())));
  }

  /** Whether a list's repeated field is its element, and not a group around it. */
  private static boolean isElement(Type repeated, String list) {
    return repeated.isPrimitive()
        || repeated.asGroupType().getFieldCount() > 1
        || repeated.asGroupType().getType(0).isRepetition(Repetition.REPEATED)
        || repeated.getName().equals("array")
        || repeated.getName().equals(list + "_tuple");
  }

  private Optional<ColumnPlan> map(MapType type, GroupType file, String path) {
    GroupType entry = file.getType(0).asGroupType();
    Optional<ColumnPlan> key = plan(type.key(), entry.getType(0), path + ".key");
    Optional<ColumnPlan> value = plan(type.value(), entry.getType(1), path + ".value");
    if (key.isEmpty() || value.isEmpty()) {
      return Optional.empty();
    }
    GroupType requested = entry.withNewFields(key.get().requested(), value.get().requested());
    return Optional.of(
        new ColumnPlan(
            file.withNewFields(requested),
            MapConverter.of(key.get().converters(), value.get().converters())));
  }

  private static boolean isStruct(Type file) {
    return !file.isPrimitive() && file.getLogicalTypeAnnotation() == null;
  }

  private static boolean isList(Type file) {
    return !file.isPrimitive()
        && file.getLogicalTypeAnnotation() instanceof ListLogicalTypeAnnotation
        && file.asGroupType().getFieldCount() == 1
        && file.asGroupType().getType(0).isRepetition(Repetition.REPEATED);
  }

  private static boolean isMap(Type file) {
    return !file.isPrimitive()
        && (file.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation
            || file.getLogicalTypeAnnotation() instanceof MapKeyValueTypeAnnotation)
        && file.asGroupType().getFieldCount() == 1
        && isEntry(file.asGroupType().getType(0));
  }

  private static boolean isEntry(Type repeated) {
    return !repeated.isPrimitive()
        && repeated.isRepetition(Repetition.REPEATED)
        && repeated.asGroupType().getFieldCount() == 2;
  }
}
