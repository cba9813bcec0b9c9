package io.tidemark.row.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NearestNameTest {

  private static final List<String> COLUMNS =
      List.of("order_id", "price", "quantity", "customer", "city", "id");

  @ParameterizedTest
  @CsvSource({
    "prise, price",
    "PRICE, price",
    "pirce, price",
    "custmer, customer",
    "orderid, order_id",
    "quantitty, quantity",
    "idd, id",
    "citty, city"
  })
  void findsWhatWasMeant(String name, String meant) {
    assertThat(NearestName.hint(name, COLUMNS)).isEqualTo("did you mean '" + meant + "'?");
  }

  @ParameterizedTest
  @CsvSource({"xy", "total", "email", "warehouse"})
  void isSilentWhenNothingIsNear(String name) {
    assertThat(NearestName.hint(name, COLUMNS)).isEmpty();
  }

  @Test
  void prefersTheNearestAndThenTheFirstByName() {
    assertThat(NearestName.find("item", List.of("times", "items"))).contains("items");
    assertThat(NearestName.find("itemx", List.of("itemb", "itema"))).contains("itema");
  }
}
