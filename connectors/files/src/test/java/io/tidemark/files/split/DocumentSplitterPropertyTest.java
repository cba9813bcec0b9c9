package io.tidemark.files.split;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

class DocumentSplitterPropertyTest {

  @Property
  void takesEveryObjectOfAnySequenceWithAnyWhiteSpaceInAnyBlocks(
      @ForAll("objects") List<String> objects,
      @ForAll("blanks") List<String> blanks,
      @ForAll("shapes") List<Boolean> inArray,
      @ForAll @IntRange(min = 1, max = 40) int blockBytes)
      throws IOException {
    String content = content(objects, blanks, inArray);

    List<Piece> pieces =
        Splitting.pieces(Layout.DOCUMENTS, Splitting.dripping(content.getBytes(UTF_8), blockBytes));

    assertThat(pieces)
        .extracting(DocumentSplitterPropertyTest::text)
        .containsExactlyElementsOf(objects);
  }

  @Property
  void losesNoByteOfAnyInput(
      @ForAll("garbage") String garbage,
      @ForAll Layout layout,
      @ForAll @IntRange(min = 1, max = 20) int blockBytes)
      throws IOException {
    byte[] content = garbage.getBytes(ISO_8859_1);

    List<Piece> pieces = Splitting.pieces(layout, Splitting.dripping(content, blockBytes));

    StringBuilder left = new StringBuilder(garbage);
    for (Piece piece : pieces) {
      for (int i = 0; i < piece.bytes().length; i++) {
        int at = (int) piece.position() + i;
        assertThat(left.charAt(at))
            .as("byte %s is in one piece", at)
            .isEqualTo((char) (piece.bytes()[i] & 0xff));
        left.setCharAt(at, ' ');
      }
    }
    assertThat(left.toString()).matches("[ \\t\\r\\n,\\[\\]]*");
  }

  @Property
  void splitsTheSameInBlocksOfAnySize(
      @ForAll("garbage") String garbage,
      @ForAll Layout layout,
      @ForAll @IntRange(min = 1, max = 20) int blockBytes)
      throws IOException {
    byte[] content = garbage.getBytes(ISO_8859_1);

    List<Piece> inBlocks = Splitting.pieces(layout, Splitting.dripping(content, blockBytes));
    List<Piece> atOnce = Splitting.pieces(layout, new ByteArrayInputStream(content));

    assertThat(inBlocks).usingRecursiveComparison().isEqualTo(atOnce);
  }

  @Property
  void goesOnAtAnyPlaceAsIfItHadNotStopped(
      @ForAll("garbage") String garbage,
      @ForAll Layout layout,
      @ForAll @IntRange(max = 10) int taken)
      throws IOException {
    byte[] content = garbage.getBytes(ISO_8859_1);
    List<Piece> all = Splitting.pieces(layout, new ByteArrayInputStream(content));
    int stop = Math.min(taken, all.size());
    SplitPosition place = placeBehind(stop, layout, content);
    DocumentSplitter resumed = splitter(layout, content);

    boolean isSame = resumed.skipTo(place);

    assertThat(isSame).isTrue();
    assertThat(Splitting.pieces(resumed))
        .usingRecursiveComparison()
        .isEqualTo(all.subList(stop, all.size()));
  }

  @Property
  void noticesAnotherContentBeforeThePlace(
      @ForAll("objects") List<String> objects, @ForAll @IntRange(max = 1000) int changed)
      throws IOException {
    byte[] content = (String.join("\n", objects) + "\n{}").getBytes(UTF_8);
    SplitPosition place = placeBehind(objects.size(), Layout.DOCUMENTS, content);
    content[changed % (int) Math.max(1, place.bytes())] ^= 1;

    boolean isSame = splitter(Layout.DOCUMENTS, content).skipTo(place);

    assertThat(isSame).isEqualTo(place.bytes() == 0);
  }

  private static SplitPosition placeBehind(int pieces, Layout layout, byte[] content)
      throws IOException {
    DocumentSplitter splitter = splitter(layout, content);
    for (int i = 0; i < pieces; i++) {
      splitter.advance();
      splitter.next();
    }
    return splitter.place();
  }

  private static DocumentSplitter splitter(Layout layout, byte[] content) {
    return new DocumentSplitter(
        new ByteArrayInputStream(content), layout, Splitting.MAX_PIECE_BYTES, 0);
  }

  private static String content(List<String> objects, List<String> blanks, List<Boolean> inArray) {
    StringBuilder content = new StringBuilder();
    boolean open = false;
    for (int i = 0; i < objects.size(); i++) {
      boolean wanted = inArray.get(i % inArray.size());
      content.append(blanks.get(i % blanks.size()));
      if (wanted) {
        content.append(open ? "," : "[");
      } else if (open) {
        content.append("]");
      }
      open = wanted;
      content.append(blanks.get((i + 1) % blanks.size())).append(objects.get(i));
    }
    return content.append(open ? "]" : "").append(blanks.get(0)).toString();
  }

  private static String text(Piece piece) {
    return new String(piece.bytes(), UTF_8);
  }

  @Provide
  Arbitrary<List<String>> objects() {
    return object(3).list().ofMaxSize(8);
  }

  @Provide
  Arbitrary<List<String>> blanks() {
    return Arbitraries.strings()
        .withChars(" \t\r\n")
        .ofMaxLength(5)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4);
  }

  @Provide
  Arbitrary<List<Boolean>> shapes() {
    return Arbitraries.of(true, false).list().ofMinSize(1).ofMaxSize(8);
  }

  /** Bytes that mean something to a splitter, mostly. */
  @Provide
  Arbitrary<String> garbage() {
    return Arbitraries.frequencyOf(
            net.jqwik.api.Tuple.of(
                10, Arbitraries.of("{", "}", "[", "]", ",", "\"", "\\", "\n", "\r", " ")),
            net.jqwik.api.Tuple.of(2, Arbitraries.of("{\"a\":1}", "[{}]", "\"x\"", "\\\"", "xyz")),
            net.jqwik.api.Tuple.of(
                1, Arbitraries.chars().range('\1', '\u00ff').map(String::valueOf)))
        .list()
        .ofMaxSize(40)
        .map(parts -> String.join("", parts))
        .filter(text -> !isByteOrderMark(text));
  }

  private static boolean isByteOrderMark(String text) {
    return text.startsWith("\u00ff\u00fe")
        || text.startsWith("\u00fe\u00ff")
        || text.startsWith("\u00ef\u00bb\u00bf");
  }

  private static Arbitrary<String> object(int depth) {
    Arbitrary<String> members =
        Combinators.combine(string(), blank(), value(depth - 1))
            .as((name, blank, value) -> name + blank + ":" + value)
            .list()
            .ofMaxSize(3)
            .map(list -> String.join(",", list));
    return Combinators.combine(blank(), members).as((blank, all) -> "{" + blank + all + "}");
  }

  private static Arbitrary<String> value(int depth) {
    List<Arbitrary<String>> values =
        new ArrayList<>(
            List.of(
                string(),
                Arbitraries.of("true", "false", "null", "-1.5e3"),
                Arbitraries.longs().map(String::valueOf)));
    if (depth > 0) {
      values.add(Arbitraries.lazy(() -> object(depth)));
      values.add(
          Arbitraries.lazy(() -> value(depth - 1))
              .list()
              .ofMaxSize(3)
              .map(list -> "[" + String.join(", ", list) + "]"));
    }
    return Arbitraries.oneOf(values);
  }

  private static Arbitrary<String> string() {
    return Arbitraries.of(
            "{",
            "}",
            "[",
            "]",
            "a",
            "ü",
            "\\\"",
            "\\\\",
            "\\u007b",
            ",",
            " ",
            "long text without end")
        .list()
        .ofMaxSize(6)
        .map(parts -> String.join("", parts))
        .flatMap(text -> Arbitraries.of("\"" + text + "\"", "'" + text + "'"));
  }

  private static Arbitrary<String> blank() {
    return Arbitraries.of("", " ", "\n", "\r\n\t");
  }
}
