package haochaping.local;

import haochaping.core.Stream;
import haochaping.local.flink.Offsets;
import haochaping.local.services.Kafka;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;

/** How many records each raw partition holds, by {@code stream-partition}. */
final class RawEnds {
  private RawEnds() {}

  static Map<String, Long> of(World world) {
    Map<String, Long> ends = new HashMap<>();
    try (Admin admin = Kafka.admin(world)) {
      Offsets.rawEnds(admin)
          .forEach(
              (partition, end) -> {
                for (Stream stream : Stream.values()) {
                  if (stream.topic().equals(partition.topic())) {
                    ends.put(stream.word() + "-" + partition.partition(), end);
                  }
                }
              });
    }
    return ends;
  }
}
