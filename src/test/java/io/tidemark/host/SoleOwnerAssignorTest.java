package io.tidemark.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.junit.jupiter.api.Test;

class SoleOwnerAssignorTest {

  private static final Cluster CLUSTER =
      new Cluster(
          "cluster",
          List.of(Node.noNode()),
          List.of(partition(0), partition(1)),
          Set.of(),
          Set.of());

  @Test
  void spreadsTheGroupsOfAPipelineOverItsProcesses() {
    Set<String> owners = new HashSet<>();
    for (int group = 0; group < 20; group++) {
      owners.add(owner("group-" + group, "a", "b", "c"));
    }

    assertThat(owners).containsExactlyInAnyOrder("a", "b", "c");
  }

  @Test
  void leavesGroupsWithTheirOwnersWhenAnotherProcessGoes() {
    for (int group = 0; group < 20; group++) {
      String name = "group-" + group;
      String owner = owner(name, "a", "b", "c");
      if (!owner.equals("c")) {
        assertThat(owner(name, "a", "b")).isEqualTo(owner);
      }
    }
  }

  private static String owner(String group, String... members) {
    SoleOwnerAssignor assignor = new SoleOwnerAssignor();
    assignor.configure(Map.of("group.id", group));
    Map<String, Subscription> subscriptions = new HashMap<>();
    for (String member : members) {
      Subscription subscription = new Subscription(List.of("topic"));
      subscription.setGroupInstanceId(Optional.of(member));
      subscriptions.put("id of " + member, subscription);
    }
    List<String> owners =
        assignor
            .assign(CLUSTER, new GroupSubscription(subscriptions))
            .groupAssignment()
            .entrySet()
            .stream()
            .filter(e -> !e.getValue().partitions().isEmpty())
            .map(e -> e.getKey().substring("id of ".length()))
            .toList();
    assertThat(owners).hasSize(1);
    return owners.get(0);
  }

  private static PartitionInfo partition(int number) {
    return new PartitionInfo("topic", number, Node.noNode(), new Node[0], new Node[0]);
  }
}
