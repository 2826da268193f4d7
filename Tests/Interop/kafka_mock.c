/* Kafka brokers for a test, as librdkafka pretends them: prints where they are, and does what it is told, a line each:
 *   fail    several of the next requests to produce are refused, each for another reason
 *   down N  broker N takes no connections any more, and drops those that it has
 *   up N    it does again
 * Ends with its standard input. */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    char error[256], line[64];
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    /* Of the cluster's own client, which nobody uses. */
    rd_kafka_conf_set(conf, "log_level", "0", error, sizeof error);
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
    if (!client) return 1;
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(client, 3);
    if (!cluster || rd_kafka_mock_topic_create(cluster, "rapport", 4, 3)) return 1;
    printf("%s\n", rd_kafka_mock_cluster_bootstraps(cluster));
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        int broker;
        if (!strcmp(line, "fail\n"))
            rd_kafka_mock_push_request_errors(cluster, 0 /* Produce */, 5, RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
                                              RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT, RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS,
                                              RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION,
                                              RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT);
        else if (sscanf(line, "down %d", &broker) == 1) rd_kafka_mock_broker_set_down(cluster, broker);
        else if (sscanf(line, "up %d", &broker) == 1) rd_kafka_mock_broker_set_up(cluster, broker);
        puts("done");
        fflush(stdout);
    }
    rd_kafka_mock_cluster_destroy(cluster);
    rd_kafka_destroy(client);
    return 0;
}
