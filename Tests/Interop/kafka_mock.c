/* Kafka brokers for a test, as librdkafka pretends them: prints where they are, and does what it is told, a line each,
 * answering each with a line:
 *   fail    two of the next requests to produce are refused by each broker, for all kinds of reasons; "done"
 *   left    how many refusals are still to come
 *   down N  broker N takes no connections any more, and drops those that it has; "done"
 *   up N    it does again; "done"
 * Ends with its standard input. */
#include <librdkafka/rdkafka.h>
#include <librdkafka/rdkafka_mock.h>
#include <stdio.h>
#include <string.h>

enum { brokers = 3, partitions = 4, produce = 0 };

int main(void) {
    static const rd_kafka_resp_err_t errors[] = {
        RD_KAFKA_RESP_ERR_NOT_LEADER_FOR_PARTITION, RD_KAFKA_RESP_ERR_REQUEST_TIMED_OUT,
        RD_KAFKA_RESP_ERR_NOT_ENOUGH_REPLICAS, RD_KAFKA_RESP_ERR_LEADER_NOT_AVAILABLE};
    char error[256], line[64];
    unsigned next = 0;
    rd_kafka_conf_t *conf = rd_kafka_conf_new();
    /* Of the cluster's own client, which nobody uses. */
    rd_kafka_conf_set(conf, "log_level", "0", error, sizeof error);
    rd_kafka_t *client = rd_kafka_new(RD_KAFKA_PRODUCER, conf, error, sizeof error);
    if (!client) return 1;
    rd_kafka_mock_cluster_t *cluster = rd_kafka_mock_cluster_new(client, brokers);
    if (!cluster || rd_kafka_mock_topic_create(cluster, "rapport", partitions, brokers)) return 1;
    /* By chance one of them would have nothing to do, and nobody would miss it. */
    for (int partition = 0; partition < partitions; partition++)
        rd_kafka_mock_partition_set_leader(cluster, "rapport", partition, partition % brokers + 1);
    printf("%s\n", rd_kafka_mock_cluster_bootstraps(cluster));
    fflush(stdout);
    while (fgets(line, sizeof line, stdin)) {
        int broker;
        size_t left = 0, count;
        if (!strcmp(line, "fail\n"))
            for (broker = 1; broker <= brokers; broker++, next += 2)
                rd_kafka_mock_broker_push_request_error_rtts(cluster, broker, produce, 2, errors[next % 4], 0,
                                                             errors[(next + 1) % 4], 0);
        else if (sscanf(line, "down %d", &broker) == 1) rd_kafka_mock_broker_set_down(cluster, broker);
        else if (sscanf(line, "up %d", &broker) == 1) rd_kafka_mock_broker_set_up(cluster, broker);
        if (!strcmp(line, "left\n")) {
            for (broker = 1; broker <= brokers; broker++)
                if (!rd_kafka_mock_broker_error_stack_cnt(cluster, broker, produce, &count)) left += count;
            printf("%zu\n", left);
        } else puts("done");
        fflush(stdout);
    }
    rd_kafka_mock_cluster_destroy(cluster);
    rd_kafka_destroy(client);
    return 0;
}
