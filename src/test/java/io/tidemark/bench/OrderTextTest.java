package io.tidemark.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderTextTest {

  @ParameterizedTest
  @ValueSource(longs = {0, 1, 999, 49_999, 1_234_567, 9_999_999_999L})
  void isAnOrderOfAlwaysTheSameSizeWithTwoItemsAndTwoEntries(long order) throws IOException {
    byte[] line = OrderText.line(order);

    assertThat(line).hasSize(OrderText.BYTES).endsWith('\n').isEqualTo(OrderText.line(order));
    JsonNode json = new ObjectMapper().readTree(line);
    assertThat(json.path("items")).hasSize(2);
    assertThat(json.path("metadata")).hasSize(2);
    assertThat(json.at("/customer/address/country").asText()).isEqualTo(OrderText.country(order));
    assertThat(json.path("timestamp").asText()).startsWith("20");
  }
}
