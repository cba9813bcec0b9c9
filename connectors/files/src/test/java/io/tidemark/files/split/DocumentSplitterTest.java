package io.tidemark.files.split;

import static io.tidemark.files.split.Layout.DOCUMENTS;
import static io.tidemark.files.split.Layout.LINES;
import static io.tidemark.files.split.Splitting.texts;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tidemark.files.split.Piece.Document;
import io.tidemark.files.split.Piece.Refused;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The lines of the semantics table "Reading JSON" on where records start and end. */
class DocumentSplitterTest {

  @Nested
  class MultilineTrue {

    @Test
    void takesOneObjectOverManyLines() throws IOException {
      assertThat(texts(DOCUMENTS, "{\n  \"a\": {\n\"b\": [1, 2]}\r\n}\n"))
          .containsExactly("{\n  \"a\": {\n\"b\": [1, 2]}\r\n}");
    }

    @Test
    void takesEachObjectOfAnArray() throws IOException {
      assertThat(texts(DOCUMENTS, "[ {\"a\":[{}]} ,\n{\"b\":2}, {} ]"))
          .containsExactly("{\"a\":[{}]}", "{\"b\":2}", "{}");
    }

    @Test
    void takesSeveralObjectsAndArraysOneAfterAnother() throws IOException {
      assertThat(texts(DOCUMENTS, "{\"a\":1}{\"b\":2}\n[{\"c\":3}][{\"d\":4}]{\"e\":5}"))
          .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "{\"d\":4}", "{\"e\":5}");
    }

    @Test
    void neverIgnoresTextAfterAnObject() throws IOException {
      assertThat(texts(DOCUMENTS, "{\"a\":1} and more\nof it"))
          .containsExactly("{\"a\":1}", "and more\nof it");
    }

    @Test
    void findsTheObjectsBehindGarbage() throws IOException {
      assertThat(texts(DOCUMENTS, "xyz {\"a\":1}\n}]\n[{\"b\":2}]"))
          .containsExactly("xyz", "{\"a\":1}", "}]", "{\"b\":2}");
    }

    @Test
    void takesTextThatIsNoJsonAtAllAsOneRecord() throws IOException {
      String page = "<html>\n<body>[not found]</body>\n</html>";

      assertThat(texts(DOCUMENTS, page + "\n")).containsExactly(page);
    }

    @Test
    void takesATruncatedObjectAsOneRecord() throws IOException {
      assertThat(texts(DOCUMENTS, "{\"a\":1}\n{\"b\": {\"c\": \"x\n"))
          .containsExactly("{\"a\":1}", "{\"b\": {\"c\": \"x");
    }

    @Test
    void tellsOfAnArrayThatIsNeverClosed() throws IOException {
      assertThat(texts(DOCUMENTS, "[{\"a\":1},{\"b\":2}\n"))
          .containsExactly("{\"a\":1}", "{\"b\":2}", "[");
    }

    @Test
    void tellsOfATrailingCommaAndOfOneTooMany() throws IOException {
      assertThat(texts(DOCUMENTS, "[{\"a\":1},,{\"b\":2},]"))
          .containsExactly("{\"a\":1}", ",", "{\"b\":2}", ",");
      assertThat(texts(DOCUMENTS, "[,]")).containsExactly(",");
      assertThat(texts(DOCUMENTS, "{\"a\":1},{\"b\":2}"))
          .containsExactly("{\"a\":1}", ",", "{\"b\":2}");
    }

    @Test
    void takesWhatIsNoObjectInAnArrayAsARecordEach() throws IOException {
      assertThat(texts(DOCUMENTS, "[1, \"a,]b\" , null, [{\"a\":1}, 2], {\"b\":2} x]"))
          .containsExactly("1", "\"a,]b\"", "null", "[{\"a\":1}, 2]", "{\"b\":2}", "x");
    }

    @Test
    void keepsADamagedObjectFromDamagingTheNext() throws IOException {
      assertThat(texts(DOCUMENTS, "[\n{\"a\": \"lost},\n{\"b\":2}\n]"))
          .containsExactly("{\"a\": \"lost},\n{\"b\":2}\n]", "[");
      assertThat(texts(DOCUMENTS, "[{\"a\": \"lost\n},\n{\"b\":2}]"))
          .containsExactly("{\"a\": \"lost\n}", "{\"b\":2}");
      assertThat(texts(DOCUMENTS, "[{\"a\": [1},{\"b\":2}]"))
          .containsExactly("{\"a\": [1}", "{\"b\":2}");
    }

    @Test
    void takesABareScalarAsOneRecord() throws IOException {
      assertThat(texts(DOCUMENTS, " \"a { b\" ")).containsExactly("\"a { b\"");
      assertThat(texts(DOCUMENTS, "12.5\n")).containsExactly("12.5");
    }
  }

  @Nested
  class MultilineFalse {

    @Test
    void takesAnObjectALine() throws IOException {
      assertThat(texts(LINES, "{\"a\":1}\n{\"b\":2}\r\n{\"c\":3}\r{\"d\":4}"))
          .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "{\"d\":4}");
    }

    @Test
    void takesSeveralObjectsOfALineAsARecordEach() throws IOException {
      assertThat(texts(LINES, "{\"a\":1} {\"b\":2}{\"c\":3}\n[{\"d\":4},{\"e\":5}]"))
          .containsExactly("{\"a\":1}", "{\"b\":2}", "{\"c\":3}", "{\"d\":4}", "{\"e\":5}");
    }

    @Test
    void takesNothingOfABlankLine() throws IOException {
      assertThat(texts(LINES, "\n \t \n{\"a\":1}\n\n\n")).containsExactly("{\"a\":1}");
    }

    @Test
    void endsWhatIsNoJsonAtTheLineEnd() throws IOException {
      assertThat(
              texts(
                  LINES, "{\"a\": \"tru\n{\"b\":2}\nINFO {\"c\":3} x\n7\n[{\"d\":4},\n{\"e\":5}]"))
          .containsExactly(
              "{\"a\": \"tru",
              "{\"b\":2}",
              "INFO {\"c\":3} x",
              "7",
              "{\"d\":4}",
              "[",
              "{\"e\":5}",
              "]");
    }

    @Test
    void neverIgnoresTextAfterAnObject() throws IOException {
      assertThat(texts(LINES, "{\"a\":1} x {\"b\":2}\n{\"c\":3}}\n"))
          .containsExactly("{\"a\":1}", "x {\"b\":2}", "{\"c\":3}", "}");
    }
  }

  @ParameterizedTest
  @EnumSource
  void takesNothingOfAnEmptyOrBlankFileOrAnEmptyArray(Layout layout) throws IOException {
    assertThat(texts(layout, "")).isEmpty();
    assertThat(texts(layout, " \n\t\r\n ")).isEmpty();
    assertThat(texts(layout, " [ ] ")).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void isNotMisledByBracketsAndEscapesInStrings(Layout layout) throws IOException {
    String tricky = "{\"}\":\"{[\\\"}\\\\\",\"b\":\"\\\\\\\"]\",\"c\":\"\\u007b\"}";

    assertThat(texts(layout, tricky + tricky)).containsExactly(tricky, tricky);
  }

  @ParameterizedTest
  @EnumSource
  void isNotMisledByStringsInSingleQuotes(Layout layout) throws IOException {
    String tricky = "{'}':'\\'{\"}','b':\"'}\"}";

    assertThat(texts(layout, tricky + tricky)).containsExactly(tricky, tricky);
  }

  @ParameterizedTest
  @EnumSource
  void skipsAUtf8ByteOrderMarkAndCountsItInPositions(Layout layout) throws IOException {
    InputStream content = new ByteArrayInputStream("\uFEFF{\"ä\":1}".getBytes(UTF_8));

    List<Piece> pieces = Splitting.pieces(layout, content);

    assertThat(pieces)
        .singleElement()
        .satisfies(
            piece -> {
              assertThat(piece.position()).isEqualTo(3);
              assertThat(new String(piece.bytes(), UTF_8)).isEqualTo("{\"ä\":1}");
            });
  }

  @ParameterizedTest
  @EnumSource
  void refusesUtf16ByName(Layout layout) {
    for (byte[] content :
        List.of(
            "\uFEFF{\"a\":1}".getBytes(UTF_16LE),
            "\uFEFF{\"a\":1}".getBytes(UTF_16BE),
            "{\"a\":1}".getBytes(UTF_16LE),
            "{\"a\":1}".getBytes(UTF_16BE))) {
      assertThatThrownBy(() -> Splitting.pieces(layout, new ByteArrayInputStream(content)))
          .isInstanceOf(BadContentException.class)
          .hasMessage(
              "the text is encoded in UTF-16, not in UTF-8; convert it to UTF-8, for"
                  + " instance with iconv");
    }
  }

  @Test
  void takesASingleZeroByteAtTheStartForDamageOfThatLineOnly() throws IOException {
    assertThat(texts(LINES, "{\0\"a\":1}\n{\"a\":2}\n")).contains("{\"a\":2}");
  }

  @Test
  void tellsWhereEachPieceStarts() throws IOException {
    byte[] content = "[{\"a\":1},  {\"ü\":2}] x".getBytes(UTF_8);

    List<Piece> pieces = Splitting.pieces(DOCUMENTS, new ByteArrayInputStream(content));

    assertThat(pieces).extracting(Piece::position).containsExactly(1L, 11L, 21L);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void refusesAPieceThatIsTooLongAndGoesOnBehindIt(int blockBytes) throws IOException {
    String longOne = "{\"long\":\"" + "x".repeat(50_000) + "\"}";
    byte[] content = ("{\"a\":1}\n" + longOne + "\n{\"b\":2}").getBytes(UTF_8);
    DocumentSplitter splitter =
        new DocumentSplitter(Splitting.dripping(content, blockBytes), DOCUMENTS, 40_000, 0);

    List<Piece> pieces = Splitting.pieces(splitter);

    assertThat(pieces).hasSize(3);
    assertThat(pieces.get(2)).isInstanceOf(Document.class);
    assertThat(pieces.get(1))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.position()).isEqualTo(8);
              assertThat(refused.reason())
                  .isEqualTo("the record has 50011 bytes, more than the 40000 allowed");
              assertThat(new String(refused.bytes(), UTF_8))
                  .isEqualTo(longOne.substring(0, DocumentSplitter.HEAD_BYTES));
            });
  }

  @Test
  void refusesAShortPieceThatIsTooLong() throws IOException {
    InputStream content = new ByteArrayInputStream("{\"a\":1}{\"b\":22}".getBytes(UTF_8));

    List<Piece> pieces = Splitting.pieces(new DocumentSplitter(content, DOCUMENTS, 7, 0));

    assertThat(pieces.get(0)).isInstanceOf(Document.class);
    assertThat(pieces.get(1)).isInstanceOf(Refused.class);
  }

  @Test
  void takesObjectsTenThousandLevelsDeep() throws IOException {
    String deep = "{\"a\":".repeat(10_000) + "1" + "}".repeat(10_000);

    assertThat(texts(LINES, deep + "\n" + deep)).containsExactly(deep, deep);
  }

  @Test
  void takesBytesThatAreNoUtf8AsTheyAre() throws IOException {
    byte[] content = {'{', '"', (byte) 0xc3, '"', ':', (byte) 0xff, '}', '\n', '{', '}'};

    List<Piece> pieces = Splitting.pieces(LINES, new ByteArrayInputStream(content));

    assertThat(pieces).hasSize(2);
    assertThat(pieces.get(0).bytes()).isEqualTo(java.util.Arrays.copyOf(content, 7));
  }
}
