package io.tidemark.files;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Files that have been read to their end and whose records Kafka may not have yet. Thread-safe. */
final class Deliveries {

  private final Queue<FileDelivery> open = new ConcurrentLinkedQueue<>();

  void add(FileDelivery delivery) {
    open.add(delivery);
  }

  /** Takes out the files that Kafka has wholly; for one thread at a time. */
  List<FileDelivery> takeConfirmed() {
    List<FileDelivery> confirmed = new ArrayList<>();
    for (Iterator<FileDelivery> all = open.iterator(); all.hasNext(); ) {
      FileDelivery delivery = all.next();
      if (delivery.isConfirmed()) {
        all.remove();
        confirmed.add(delivery);
      }
    }
    return confirmed;
  }
}
