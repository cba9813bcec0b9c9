package io.tidemark.files.discovery;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourcePathTest {

  @Test
  void separatesEntriesByCommasOutsideOfBraces() {
    assertThat(SourcePath.parseList(" a , b/{x,y}*.json,c\\,d,, "))
        .extracting(SourcePath::text)
        .containsExactly("a", "b/{x,y}*.json", "c,d");
  }

  @ParameterizedTest
  @CsvSource({
    "data/orders, data/orders,",
    "data/orders/*.json, data/orders, *.json",
    "data/*/day?.json, data, */day?.json",
    "/*.json, /, *.json",
    "*.json, ., *.json",
  })
  void endsTheFolderBeforeTheFirstSegmentWithAGlob(String text, Path folder, String glob) {
    assertThat(SourcePath.parse(text)).isEqualTo(new SourcePath(text, folder, glob));
  }
}
