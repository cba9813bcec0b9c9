package io.tidemark.checkpoint;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tidemark.row.problem.Problem;
import io.tidemark.row.problem.UserException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** {@link PipelineMetadata} as it is kept: JSON that begins with the version of its form. */
final class MetadataJson {

  private static final ObjectMapper JSON =
      JsonMapper.builder()
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private MetadataJson() {}

  static byte[] write(PipelineMetadata metadata) {
    try {
      return JSON.writeValueAsBytes(metadata);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * @param where it is kept, for messages
   * @throws UserException if it is of a newer version, or none of ours
   */
  static PipelineMetadata read(String where, byte[] bytes) {
    try {
      JsonNode json = JSON.readTree(bytes);
      int version = json.path("version").asInt(0);
      if (version > PipelineMetadata.VERSION) {
        throw new UserException(
            new Problem(
                where,
                "what is kept of the pipeline was written by Tidemark %s, in version %d of its form; this program reads up to %d"
                    .formatted(
                        json.path("tidemark").asText("of a newer version"),
                        version,
                        PipelineMetadata.VERSION),
                "run it with that version of Tidemark, or a newer one"));
      }
      return JSON.treeToValue(json, PipelineMetadata.class);
    } catch (IOException | IllegalArgumentException e) {
      throw new UserException(
          new Problem(
              where,
              "what is kept of the pipeline can't be read (" + firstLine(e) + ")",
              "see that no one else writes to this topic"),
          e);
    }
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
