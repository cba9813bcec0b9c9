package io.tidemark.topology.expression.function;

import static io.tidemark.row.PrimitiveType.BIGINT;
import static io.tidemark.row.PrimitiveType.BINARY;
import static io.tidemark.row.PrimitiveType.INT;
import static io.tidemark.row.PrimitiveType.STRING;
import static io.tidemark.topology.expression.function.SqlFunction.named;

import io.tidemark.topology.expression.BadValueException;
import io.tidemark.topology.expression.operand.Operand;
import io.tidemark.topology.expression.operand.Precompiled;
import io.tidemark.topology.expression.type.Types;
import io.tidemark.topology.expression.value.JsonPath;
import io.tidemark.topology.expression.value.Shown;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** Digests, and texts that stand for something else. */
final class EncodingFunctions {

  private static final HexFormat HEX = HexFormat.of();

  static final FunctionGroup GROUP =
      new FunctionGroup(
          "Digests, encodings, JSON",
          List.of(
              named("md5")
                  .takes("bytes", BINARY)
                  .does("The MD5 digest in hexadecimal digits.")
                  .example("md5('Spark')", "8cde774d6f7333752ed72cacddb05126")
                  .computes(STRING, bytes -> digest("MD5", (byte[]) bytes)),
              named("sha1", "sha")
                  .takes("bytes", BINARY)
                  .does("The SHA-1 digest in hexadecimal digits.")
                  .example("sha1('Spark')", "85f5955f4b27a9a4c2aab6ffe5d7189fc298b92c")
                  .computes(STRING, bytes -> digest("SHA-1", (byte[]) bytes)),
              named("sha2")
                  .takes("bytes", BINARY)
                  .takes("bits", INT)
                  .does("The SHA-2 digest of 224, 256 (also 0), 384 or 512 bits; null for others.")
                  .example(
                      "sha2('Spark', 256)",
                      "529bc3b07127ecb7e53a4dcf1991d9152c24537d919178022b2c42657f79a26b")
                  .combines(STRING, (bytes, bits) -> sha2((byte[]) bytes, (Integer) bits)),
              named("crc32")
                  .takes("bytes", BINARY)
                  .does("The CRC-32 checksum.")
                  .example("crc32('Spark')", "1557323817")
                  .computes(BIGINT, bytes -> checksum((byte[]) bytes)),
              named("base64")
                  .takes("bytes", BINARY)
                  .does("In Base64.")
                  .example("base64('Spark SQL')", "U3BhcmsgU1FM")
                  .computes(STRING, bytes -> Base64.getEncoder().encodeToString((byte[]) bytes)),
              named("unbase64")
                  .takes("text", STRING)
                  .does("From Base64; another text is a bad record.")
                  .example("CAST(unbase64('U3BhcmsgU1FM') AS STRING)", "Spark SQL")
                  .computes(BINARY, text -> unbase64((String) text)),
              named("hex")
                  .takes("value", Accepts.ANY)
                  .does("A whole number, or bytes, in hexadecimal digits.")
                  .example("hex(17)", "11")
                  .example("hex('Spark SQL')", "537061726B2053514C")
                  .binds("STRING", EncodingFunctions::hex),
              named("unhex")
                  .takes("text", STRING)
                  .does("From hexadecimal digits; another text is a bad record.")
                  .example("CAST(unhex('537061726B2053514C') AS STRING)", "Spark SQL")
                  .computes(BINARY, text -> unhex((String) text)),
              named("get_json_object")
                  .takes("json", STRING)
                  .takes("path", STRING)
                  .does("What is at `$.a.b[0]` in a JSON text; null if nothing is, or it is none.")
                  .example("get_json_object('{\"a\": {\"b\": [1, 2]}}', '$.a.b[1]')", "2")
                  .example("get_json_object('{\"a\": {\"b\": 1}}', '$.a')", "{\"b\":1}")
                  .binds("STRING", EncodingFunctions::json)));

  private EncodingFunctions() {}

  private static String digest(String algorithm, byte[] bytes) {
    try {
      return HEX.formatHex(MessageDigest.getInstance(algorithm).digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }

  private static @Nullable Object sha2(byte[] bytes, int bits) {
    return switch (bits) {
      case 0, 256 -> digest("SHA-256", bytes);
      case 224, 384, 512 -> digest("SHA-" + bits, bytes);
      default -> null;
    };
  }

  private static Object checksum(byte[] bytes) {
    CRC32 crc = new CRC32();
    crc.update(bytes);
    return crc.getValue();
  }

  private static Operand hex(Call call) {
    if (Types.isIntegral(call.type(0))) {
      return call.unary(
          STRING, value -> Long.toHexString(((Number) value).longValue()).toUpperCase(Locale.ROOT));
    }
    Operand bytes = Accepts.exactly(BINARY).accept(call.argument(0));
    if (bytes == null || Types.isNumeric(call.type(0))) {
      throw call.source()
          .problem("hex takes whole numbers and bytes, not " + Types.name(call.type(0)));
    }
    return call.with(List.of(bytes))
        .unary(STRING, value -> HexFormat.of().withUpperCase().formatHex((byte[]) value));
  }

  private static Object unhex(String text) {
    try {
      return HEX.parseHex(text.length() % 2 == 0 ? text : "0" + text);
    } catch (IllegalArgumentException e) {
      throw new BadValueException(Shown.text(text) + " is not hexadecimal");
    }
  }

  private static Object unbase64(String text) {
    try {
      return Base64.getMimeDecoder().decode(text.getBytes(StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new BadValueException(Shown.text(text) + " is not Base64");
    }
  }

  private static Operand json(Call call) {
    Function<Object, JsonPath> paths = Precompiled.of(call.argument(1), JsonPath::compile);
    return call.binary(STRING, (json, path) -> paths.apply(path).find((String) json));
  }
}
