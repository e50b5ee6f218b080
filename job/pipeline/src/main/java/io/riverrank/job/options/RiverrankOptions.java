package io.riverrank.job.options;

import static org.apache.flink.configuration.ConfigOptions.key;

import io.riverrank.job.kafka.settings.Delivery;
import io.riverrank.job.kafka.settings.StartingOffsets;
import io.riverrank.operators.settings.ExecutionProvider;
import io.riverrank.operators.settings.LongDocument;
import io.riverrank.operators.settings.ModelSettings;
import io.riverrank.schemas.EventTimeUnit;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.MemorySize;

/**
 * Every option, once. The README's table is made from here (see {@link OptionsTable}), so each
 * description says the unit and when to change the option.
 */
public final class RiverrankOptions {

  private RiverrankOptions() {}

  // --- the model

  public static final ConfigOption<String> MODEL_URI =
      key("rerank.model.uri")
          .stringType()
          .defaultValue(ModelSettings.BUNDLED)
          .withDescription(
              "The model directory: a path that exists on every task manager, a URI of one of"
                  + " Flink's file systems (fetched once a task manager), or `bundled`.");

  public static final ConfigOption<String> MODEL_FILE =
      key("rerank.model.file")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The ONNX file, relative to the model directory or its `onnx/`. Needed where there are"
                  + " several and none is `onnx/model.onnx` or `model.onnx`.");

  public static final ConfigOption<Integer> MODEL_MAX_LENGTH =
      key("rerank.model.max-length")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Tokens a pair at most; longer pairs are truncated. Unset: the model's own limit."
                  + " Lower it to bound the cost of long texts.");

  public static final ConfigOption<String> MODEL_ACTIVATION =
      key("rerank.model.activation")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "What makes a score of a logit: `sigmoid`, `identity` or a torch class name. Unset:"
                  + " what the model's files say.");

  public static final ConfigOption<String> MODEL_FINGERPRINT =
      key("rerank.model.fingerprint")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "The fingerprint that the model must have (`sha256:…`, as results carry it). Set it"
                  + " in production, so that changed files stop the job instead of changing scores.");

  public static final ConfigOption<Boolean> MODEL_ALLOW_BATCH_DEPENDENT =
      key("rerank.model.allow-batch-dependent")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Take a dynamically quantised file, whose scores depend on the other pairs of a"
                  + " batch. Only where that is known and accepted.");

  public static final ConfigOption<String> MODEL_CACHE_DIR =
      key("rerank.model.cache-dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Folder of each task manager for fetched and bundled models. Unset: the JVM's"
                  + " temporary folder. Set it where that is too small.");

  public static final ConfigOption<LongDocument.Mode> LONG_DOCUMENT =
      key("rerank.long-document")
          .enumType(LongDocument.Mode.class)
          .defaultValue(LongDocument.Mode.TRUNCATE)
          .withDescription(
              "What becomes of a pair with more tokens than the model takes: `truncate` cuts the longer text, as"
                  + " sentence-transformers does; `chunk` scores overlapping chunks of the document,"
                  + " each with the query, and the best counts. Chunk where what matters may stand"
                  + " late in a text; each chunk costs a row.");

  public static final ConfigOption<Integer> LONG_DOCUMENT_OVERLAP =
      key("rerank.long-document.overlap")
          .intType()
          .defaultValue(64)
          .withDescription(
              "Tokens that a chunk shares with the one before it, less than a quarter of the"
                  + " model's length. Enough that a passage is not torn apart.");

  public static final ConfigOption<Integer> LONG_DOCUMENT_MAX_CHUNKS =
      key("rerank.long-document.max-chunks")
          .intType()
          .defaultValue(8)
          .withDescription(
              "Chunks of one document at most; the rest is cut, and the result says `truncated`."
                  + " Bounds what one document costs.");

  // --- how the model runs

  public static final ConfigOption<ExecutionProvider> EXECUTION_PROVIDER =
      key("rerank.execution.provider")
          .enumType(ExecutionProvider.class)
          .defaultValue(ExecutionProvider.CPU)
          .withDescription(
              "Where ONNX Runtime computes. `cuda` and `tensorrt` fail at start without a GPU that"
                  + " works; `auto` takes the CPU then, and logs it.");

  public static final ConfigOption<Integer> EXECUTION_DEVICE =
      key("rerank.execution.device")
          .intType()
          .noDefaultValue()
          .withDescription(
              "GPU number. Unset: the GPUs of Flink's external resource `gpu`, subtasks taking turns;"
                  + " without it, GPU 0.");

  public static final ConfigOption<Integer> EXECUTION_CALLERS =
      key("rerank.execution.callers")
          .intType()
          .defaultValue(0)
          .withDescription(
              "Threads of a task manager that run the model at once; 0: one a core (CPU) or two"
                  + " (GPU). Lower it where other work shares the machine.");

  public static final ConfigOption<Integer> EXECUTION_INTRA_OP_THREADS =
      key("rerank.execution.intra-op-threads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Threads within one run of the model. More than 1 only with one caller, for latency"
                  + " where there are fewer queries than cores.");

  public static final ConfigOption<Integer> EXECUTION_TOKENIZER_THREADS =
      key("rerank.execution.tokenizer-threads")
          .intType()
          .defaultValue(1)
          .withDescription(
              "Threads that tokenize, beside the callers. Raise it where a GPU waits for tokens.");

  public static final ConfigOption<String> EXECUTION_NATIVE_DIR =
      key("rerank.execution.native-dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Writable folder on a mount that allows execution, for native libraries. Unset: the"
                  + " JVM's temporary folder, and `.djl.ai` in the user's home. Set it where these are"
                  + " mounted `noexec` or read-only.");

  public static final ConfigOption<MemorySize> EXECUTION_GPU_MEMORY =
      key("rerank.execution.gpu-memory")
          .memoryType()
          .noDefaultValue()
          .withDescription(
              "Memory of a GPU that CUDA's arena takes at most; TensorRT's own comes on top. Set it"
                  + " where a GPU is shared. Unset: all there is.");

  public static final ConfigOption<String> EXECUTION_TENSORRT_CACHE_DIR =
      key("rerank.execution.tensorrt.cache-dir")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Writable folder of each task manager that keeps TensorRT's engines and timings. Set"
                  + " it on a disk that outlives the process, since building an engine takes minutes."
                  + " Unset: built at each start.");

  public static final ConfigOption<Boolean> EXECUTION_TENSORRT_FP16 =
      key("rerank.execution.tensorrt.fp16")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Let TensorRT compute a full-precision file in half precision, faster on tensor cores"
                  + " and not the same scores. Where half precision was checked beforehand, name a"
                  + " fp16 file by `rerank.model.file` instead.");

  // --- micro-batches

  public static final ConfigOption<Integer> BATCH_TOKEN_BUDGET =
      key("rerank.batch.token-budget")
          .intType()
          .defaultValue(512)
          .withDescription(
              "Rows × padded length of a micro-batch, tokens at most. What fits a core's cache is"
                  + " fastest on a CPU; raise it on a GPU. `riverrank bench` finds the best.");

  public static final ConfigOption<Integer> BATCH_MAX_ROWS =
      key("rerank.batch.max-rows")
          .intType()
          .defaultValue(64)
          .withDescription("Pairs of a micro-batch at most. Raise it on a GPU with short texts.");

  public static final ConfigOption<Duration> BATCH_LINGER =
      key("rerank.batch.linger")
          .durationType()
          .defaultValue(Duration.ZERO)
          .withDescription(
              "How long a free session waits for a micro-batch to fill. 0 is best on CPUs; a few"
                  + " milliseconds fill a GPU under light load.");

  public static final ConfigOption<MemorySize> SCORE_CACHE_SIZE =
      key("rerank.score-cache.size")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(32))
          .withDescription(
              "Heap of a task manager for scores of pairs seen before, about 6,000 a megabyte; equal"
                  + " pairs that are in flight are scored once, too. 0: neither. Raise it where"
                  + " queries repeat, as in search logs.");

  // --- groups whose members arrive one by one

  public static final ConfigOption<Duration> GROUP_TIMEOUT =
      key("rerank.group.timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Event time after its largest member time at which an incomplete group is emitted."
                  + " Longer than members of one query are apart.");

  public static final ConfigOption<Duration> GROUP_IDLE_TIMEOUT =
      key("rerank.group.idle-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(5))
          .withDescription(
              "Processing time without any input after which open groups are emitted; 0: never.");

  public static final ConfigOption<Duration> TOMBSTONE_RETENTION =
      key("rerank.tombstone.retention")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How long an emitted query id is remembered, so that late members and duplicates are"
                  + " dead letters; 0: not at all. Costs state for each query id.");

  // --- limits

  public static final ConfigOption<Integer> LIMIT_PENDING_PAIRS =
      key("rerank.limits.pending-pairs")
          .intType()
          .defaultValue(2048)
          .withDescription(
              "Pairs of a subtask that wait for a score; past it there is backpressure. Raise it"
                  + " on a GPU whose batches are not full.");

  public static final ConfigOption<MemorySize> LIMIT_PENDING_BYTES =
      key("rerank.limits.pending-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(64))
          .withDescription(
              "Bytes of text of a subtask that wait for a score; past it there is backpressure.");

  public static final ConfigOption<Integer> LIMIT_OPEN_GROUPS =
      key("rerank.limits.open-groups")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "Incomplete groups of a subtask; a member that would open one more is a dead letter."
                  + " Raise it with the state backend's memory.");

  public static final ConfigOption<Integer> LIMIT_CANDIDATES =
      key("rerank.limits.candidates")
          .intType()
          .defaultValue(10_000)
          .withDescription("Candidates of one query; more are a dead letter.");

  public static final ConfigOption<Integer> LIMIT_TEXT_CHARS =
      key("rerank.limits.text-chars")
          .intType()
          .defaultValue(100_000)
          .withDescription(
              "Characters (UTF-16 units) of a query and of a candidate's text; a longer one is not"
                  + " scored.");

  public static final ConfigOption<Integer> LIMIT_ID_CHARS =
      key("rerank.limits.id-chars")
          .intType()
          .defaultValue(1_000)
          .withDescription("Characters (UTF-16 units) of a query_id and a doc_id.");

  public static final ConfigOption<MemorySize> LIMIT_MESSAGE_BYTES =
      key("rerank.limits.message-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(8))
          .withDescription("Bytes of a request's value; a larger one is a dead letter.");

  public static final ConfigOption<Integer> LIMIT_JSON_DEPTH =
      key("rerank.limits.json-depth")
          .intType()
          .defaultValue(100)
          .withDescription("Nested objects and arrays of a request; deeper ones are dead letters.");

  // --- event time

  public static final ConfigOption<Duration> EVENT_TIME_MAX_AHEAD =
      key("rerank.event-time.max-ahead")
          .durationType()
          .defaultValue(Duration.ofHours(1))
          .withDescription(
              "How far event_time may be after the message's Kafka timestamp; further is a dead"
                  + " letter. Not above `message.timestamp.after.max.ms` of the results topic.");

  public static final ConfigOption<EventTimeUnit> EVENT_TIME_UNIT =
      key("rerank.event-time.unit")
          .enumType(EventTimeUnit.class)
          .defaultValue(EventTimeUnit.MILLISECONDS)
          .withDescription(
              "What a number in event_time counts since 1970. One that is a time from 2000 to 2099 in"
                  + " another of these units, and not in this one, is a dead letter.");

  public static final ConfigOption<Duration> EVENT_TIME_MAX_OUT_OF_ORDERNESS =
      key("rerank.event-time.max-out-of-orderness")
          .durationType()
          .defaultValue(Duration.ofSeconds(5))
          .withDescription(
              "How far the watermark stays behind the largest event time of a partition. Raise it"
                  + " where members of a group arrive far out of order.");

  public static final ConfigOption<Duration> EVENT_TIME_IDLENESS =
      key("rerank.event-time.idleness")
          .durationType()
          .defaultValue(Duration.ofMinutes(1))
          .withDescription(
              "Processing time without an accepted event after which a partition no longer holds"
                  + " the watermark back; 0: never, which stops all where there are more subtasks than"
                  + " partitions.");

  // --- results and the job

  public static final ConfigOption<Boolean> OUTPUT_ALL_SCORES =
      key("rerank.output.all-scores")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Keep id, score and rank of the candidates that `top_k` cuts. Needed to monitor whole"
                  + " rankings.");

  public static final ConfigOption<Integer> PARALLELISM =
      key("rerank.parallelism")
          .intType()
          .noDefaultValue()
          .withDescription(
              "Subtasks of each operator. Unset: Flink's `parallelism.default`. More than the"
                  + " requests topic has partitions helps the model, not the source.");

  public static final ConfigOption<Integer> MAX_PARALLELISM =
      key("rerank.max-parallelism")
          .intType()
          .defaultValue(128)
          .withDescription(
              "Key groups: the largest parallelism this job can ever have. State can't be restored"
                  + " after a change.");

  public static final ConfigOption<Duration> CHECKPOINT_INTERVAL =
      key("rerank.checkpoint.interval")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription(
              "Checkpoint interval where Flink's own `execution.checkpointing.interval` is not set;"
                  + " 0: none. With exactly-once delivery results are visible after a checkpoint.");

  public static final ConfigOption<String> JOB_NAME =
      key("rerank.job-name")
          .stringType()
          .defaultValue("riverrank")
          .withDescription("The job's name in Flink.");

  // --- Kafka

  public static final ConfigOption<String> BOOTSTRAP_SERVERS =
      key("kafka.bootstrap-servers")
          .stringType()
          .noDefaultValue()
          .withDescription("Brokers to ask for the others, `host:port,host:port`. Required.");

  public static final ConfigOption<String> GROUP_ID =
      key("kafka.group-id")
          .stringType()
          .defaultValue("riverrank")
          .withDescription("Consumer group under which offsets are committed.");

  public static final ConfigOption<String> TOPIC_REQUESTS =
      key("kafka.topics.requests")
          .stringType()
          .defaultValue("riverrank-requests")
          .withDescription("Topic to read query events from.");

  public static final ConfigOption<String> TOPIC_RESULTS =
      key("kafka.topics.results")
          .stringType()
          .defaultValue("riverrank-results")
          .withDescription(
              "Topic to write rankings to. Records carry event time, and Kafka's retention counts"
                  + " by it: raise `retention.ms` of this topic before a backfill of old requests.");

  public static final ConfigOption<String> TOPIC_DEAD_LETTERS =
      key("kafka.topics.dead-letters")
          .stringType()
          .defaultValue("riverrank-dead-letters")
          .withDescription("Topic to write inputs to that can't be scored.");

  public static final ConfigOption<StartingOffsets> STARTING_OFFSETS =
      key("kafka.starting-offsets")
          .enumType(StartingOffsets.class)
          .defaultValue(StartingOffsets.COMMITTED)
          .withDescription(
              "Where a job without state begins: the group's committed offsets (earliest where"
                  + " there are none), earliest, latest, or a timestamp.");

  public static final ConfigOption<String> STARTING_TIMESTAMP =
      key("kafka.starting-timestamp")
          .stringType()
          .noDefaultValue()
          .withDescription(
              "Kafka timestamp to begin at, ISO-8601 or epoch milliseconds, with"
                  + " `kafka.starting-offsets: timestamp`.");

  public static final ConfigOption<Boolean> BOUNDED =
      key("kafka.bounded")
          .booleanType()
          .defaultValue(false)
          .withDescription(
              "Stop at the end that the topic has at start. For tests, the demo and backfills.");

  public static final ConfigOption<Delivery> DELIVERY_GUARANTEE =
      key("kafka.delivery-guarantee")
          .enumType(Delivery.class)
          .defaultValue(Delivery.EXACTLY_ONCE)
          .withDescription(
              "`exactly-once` writes in transactions that a checkpoint commits, for readers with"
                  + " `isolation.level=read_committed`; `at-least-once` writes at once, twice after"
                  + " a crash.");

  public static final ConfigOption<String> TRANSACTIONAL_ID_PREFIX =
      key("kafka.transactional-id-prefix")
          .stringType()
          .defaultValue("riverrank")
          .withDescription(
              "Begin of the transactional ids. Unique for each job of a Kafka cluster, and the same"
                  + " over its restarts.");

  public static final ConfigOption<Duration> TRANSACTION_TIMEOUT =
      key("kafka.transaction-timeout")
          .durationType()
          .defaultValue(Duration.ofMinutes(15))
          .withDescription(
              "After it Kafka aborts a transaction that no checkpoint committed. Longer than a"
                  + " checkpoint interval, a checkpoint and the longest outage together; at most"
                  + " the brokers' `transaction.max.timeout.ms`.");

  public static final ConfigOption<List<String>> ACCEPT_LOST_TRANSACTIONS =
      key("kafka.accept-lost-transactions")
          .stringType()
          .asList()
          .noDefaultValue()
          .withDescription(
              "Transactional ids, `;` between them, whose records may be lost. Only to get a job"
                  + " going again whose checkpoint has a transaction that Kafka aborted; the error"
                  + " names it.");

  public static final ConfigOption<MemorySize> MAX_MESSAGE_BYTES =
      key("kafka.max-message-bytes")
          .memoryType()
          .defaultValue(MemorySize.ofMebiBytes(1))
          .withDescription(
              "Largest record that is written, at most `max.message.bytes` of the results and dead"
                  + " letters topics. A larger result is a dead letter; a larger dead letter keeps"
                  + " its headers only.");

  public static final ConfigOption<Duration> CHECK_TIMEOUT =
      key("kafka.check-timeout")
          .durationType()
          .defaultValue(Duration.ofSeconds(10))
          .withDescription("How long the checks at start wait for the brokers.");

  public static final ConfigOption<Boolean> CREATE_TOPICS =
      key("kafka.create-topics")
          .booleanType()
          .defaultValue(false)
          .withDescription("Create topics that are missing, instead of an error at start.");

  public static final ConfigOption<Integer> CREATE_TOPICS_PARTITIONS =
      key("kafka.create-topics.partitions")
          .intType()
          .noDefaultValue()
          .withDescription("Partitions of a created topic. Unset: the brokers' default.");

  public static final ConfigOption<Integer> CREATE_TOPICS_REPLICATION_FACTOR =
      key("kafka.create-topics.replication-factor")
          .intType()
          .noDefaultValue()
          .withDescription("Replicas of a created topic. Unset: the brokers' default.");

  private static final List<ConfigOption<?>> STREAMING =
      List.of(
          MODEL_URI,
          MODEL_FILE,
          MODEL_MAX_LENGTH,
          MODEL_ACTIVATION,
          MODEL_FINGERPRINT,
          MODEL_ALLOW_BATCH_DEPENDENT,
          MODEL_CACHE_DIR,
          LONG_DOCUMENT,
          LONG_DOCUMENT_OVERLAP,
          LONG_DOCUMENT_MAX_CHUNKS,
          EXECUTION_PROVIDER,
          EXECUTION_DEVICE,
          EXECUTION_CALLERS,
          EXECUTION_INTRA_OP_THREADS,
          EXECUTION_TOKENIZER_THREADS,
          EXECUTION_NATIVE_DIR,
          EXECUTION_GPU_MEMORY,
          EXECUTION_TENSORRT_CACHE_DIR,
          EXECUTION_TENSORRT_FP16,
          BATCH_TOKEN_BUDGET,
          BATCH_MAX_ROWS,
          BATCH_LINGER,
          SCORE_CACHE_SIZE,
          GROUP_TIMEOUT,
          GROUP_IDLE_TIMEOUT,
          TOMBSTONE_RETENTION,
          LIMIT_PENDING_PAIRS,
          LIMIT_PENDING_BYTES,
          LIMIT_OPEN_GROUPS,
          LIMIT_CANDIDATES,
          LIMIT_TEXT_CHARS,
          LIMIT_ID_CHARS,
          LIMIT_MESSAGE_BYTES,
          LIMIT_JSON_DEPTH,
          EVENT_TIME_MAX_AHEAD,
          EVENT_TIME_UNIT,
          EVENT_TIME_MAX_OUT_OF_ORDERNESS,
          EVENT_TIME_IDLENESS,
          OUTPUT_ALL_SCORES,
          PARALLELISM,
          MAX_PARALLELISM,
          CHECKPOINT_INTERVAL,
          JOB_NAME,
          BOOTSTRAP_SERVERS,
          GROUP_ID,
          TOPIC_REQUESTS,
          TOPIC_RESULTS,
          TOPIC_DEAD_LETTERS,
          STARTING_OFFSETS,
          STARTING_TIMESTAMP,
          BOUNDED,
          DELIVERY_GUARANTEE,
          TRANSACTIONAL_ID_PREFIX,
          TRANSACTION_TIMEOUT,
          ACCEPT_LOST_TRANSACTIONS,
          MAX_MESSAGE_BYTES,
          CHECK_TIMEOUT,
          CREATE_TOPICS,
          CREATE_TOPICS_PARTITIONS,
          CREATE_TOPICS_REPLICATION_FACTOR);

  /** In the order of the README's table. */
  public static final List<ConfigOption<?>> ALL =
      Stream.concat(STREAMING.stream(), BackfillOptions.ALL.stream()).toList();
}
