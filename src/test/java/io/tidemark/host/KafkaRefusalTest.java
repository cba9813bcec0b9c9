package io.tidemark.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnsupportedVersionException;
import org.junit.jupiter.api.Test;

class KafkaRefusalTest {

  @Test
  void brokersThatDoNotKnowARequestAreTooOld() {
    assertThat(
            told(new UnsupportedVersionException("The broker does not support FIND_COORDINATOR")))
        .isEqualTo(
            "Kafka: its brokers are too old (The broker does not support FIND_COORDINATOR); use"
                + " brokers of Kafka 2.8 or newer");
  }

  @Test
  void whoIsNotLetInLearnsWhereNameAndPasswordAre() {
    assertThat(told(new SaslAuthenticationException("Authentication failed")))
        .isEqualTo(
            "Kafka: this user is not let in (Authentication failed); check sasl.mechanism, and name"
                + " and password in sasl.jaas.config, in --config or TIDEMARK_KAFKA_*");
  }

  @Test
  void aMissingRightComesWithTheCommandThatGrantsIt() {
    assertThat(told(GroupAuthorizationException.forGroupId("shop.topology")))
        .isEqualTo(
            "consumer group shop.topology: this user has no right to Read; grant it: kafka-acls"
                + " --add --allow-principal User:NAME --operation Read --group shop.topology");
  }

  @Test
  void rightsToTheClusterAreSaidWithTheirManual() {
    assertThat(told(new ClusterAuthorizationException("Cluster authorization failed.")))
        .contains("(Cluster authorization failed.)", "src/docs/operations.md");
  }

  @Test
  void aClockThatIsFarOffIsSaidAsThat() {
    assertThat(told(new InvalidTimestampException("Timestamp 3 is out of range")))
        .startsWith("this machine's clock: it differs from Kafka's")
        .contains("(Timestamp 3 is out of range)", "message.timestamp.after.max.ms");
  }

  @Test
  void whatMayPassIsNoRefusal() {
    assertThat(KafkaRefusal.of(new ExecutionException(new TimeoutException("no answer"))))
        .isEmpty();
    assertThat(KafkaRefusal.isFinal(new TimeoutException("no answer"))).isFalse();
  }

  private static String told(Exception refusal) {
    return KafkaRefusal.of(new ExecutionException(refusal)).get(0).toString();
  }
}
