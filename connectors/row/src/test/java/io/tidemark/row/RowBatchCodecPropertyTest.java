package io.tidemark.row;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.row.Schemas.Batch;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class RowBatchCodecPropertyTest {

  private static final int HEADER_BYTES = 5;

  @Property
  void keepsAnyRowsOfAnySchema(@ForAll("batches") Batch batch) {
    RowBatchCodec codec = new RowBatchCodec(batch.schema());

    assertThat(Schemas.comparable(codec.decode(codec.encode(batch.rows()))))
        .isEqualTo(Schemas.comparable(batch.rows()));
  }

  @Property
  void readsWithTheSchemaFromItsDdl(@ForAll("batches") Batch batch) {
    StructType same = StructType.fromDdl(batch.schema().columnsDdl());

    byte[] bytes = new RowBatchCodec(batch.schema()).encode(batch.rows());

    assertThat(Schemas.comparable(new RowBatchCodec(same).decode(bytes)))
        .isEqualTo(Schemas.comparable(batch.rows()));
  }

  @Property
  void refusesEveryTruncatedBatch(
      @ForAll("batches") Batch batch, @ForAll @IntRange(max = 10_000) int cut) {
    RowBatchCodec codec = new RowBatchCodec(batch.schema());
    byte[] bytes = codec.encode(batch.rows());

    assertThatThrownBy(() -> codec.decode(Arrays.copyOf(bytes, cut % bytes.length)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Property(tries = 5000)
  void doesNoWorseThanRefuseDamagedBytes(
      @ForAll("batches") Batch batch,
      @ForAll @Size(min = 1, max = 4) List<@IntRange(max = 10_000) Integer> positions,
      @ForAll byte damage) {
    RowBatchCodec codec = new RowBatchCodec(batch.schema());
    byte[] bytes = codec.encode(batch.rows());
    positions.forEach(p -> bytes[HEADER_BYTES + p % (bytes.length - HEADER_BYTES)] = damage);

    try {
      assertThat(codec.decode(bytes).size()).isLessThanOrEqualTo(Math.max(1024, bytes.length));
    } catch (IllegalArgumentException refused) {
      assertThat(refused).hasMessageStartingWith("not a whole row batch: ");
    }
  }

  @Property
  void refusesBatchesOfOtherSchemas(
      @ForAll("schemas") StructType one, @ForAll("schemas") StructType other) {
    byte[] batch = new RowBatchCodec(one).encode(List.of());

    if (one.equals(other)) {
      assertThat(new RowBatchCodec(other).decode(batch)).isEmpty();
    } else {
      assertThatThrownBy(() -> new RowBatchCodec(other).decode(batch))
          .hasMessageContaining("another schema");
    }
  }

  @Provide
  Arbitrary<Batch> batches() {
    return Schemas.batches();
  }

  @Provide
  Arbitrary<StructType> schemas() {
    return Schemas.any();
  }
}
