package io.riverrank.schemas;

import static io.riverrank.schemas.JsonSchemas.REQUEST;
import static io.riverrank.schemas.JsonSchemas.RESULT;
import static io.riverrank.schemas.JsonSchemas.violations;
import static io.riverrank.schemas.Messages.decode;
import static io.riverrank.schemas.Messages.messageWithKey;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The schemas and the code agree. */
class JsonSchemasTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "request.schema.json",
        "result.schema.json",
        "monitoring/judgement.schema.json",
        "monitoring/interaction.schema.json",
        "monitoring/metrics.schema.json",
        "monitoring/alert.schema.json",
        "rollout/control.schema.json",
        "rollout/model-status.schema.json",
        "rollout/shadow.schema.json"
      })
  void areValidSchemasThemselves(String name) throws Exception {
    String schema = new String(JsonSchemas.class.getResourceAsStream(name).readAllBytes(), UTF_8);
    assertThat(
            JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"))
                .validate(schema, InputFormat.JSON))
        .isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query_id':'q','query':'x','candidates':[]}",
        "{'query_id':17,'query':'','candidates':[{'doc_id':1,'text':''}],'unknown':[]}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d','text':'t','original_rank':1,"
            + "'original_score':1.5,'label':0}],'top_k':3.0,'metadata':{},'event_time':1772366400000}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d','text':'t','original_rank':null,"
            + "'original_score':null,'label':null}],'top_k':null,'metadata':null,'event_time':null}",
        "{'query_id':'q','query':'x','candidate':{'doc_id':'d','text':'t'}}",
        "{'query_id':'q','query':'x','candidate':{'doc_id':'d','text':'t'},'candidate_count':20}",
        "{'query_id':'q','query':'x','candidate':null,'candidates':[],'documents':null}",
        "{'query':'x','documents':['a',{'text':'b'}],'top_n':3}",
        "{'query_id':null,'query':'x','documents':[]}",
        "{'query_id':'q','query':'x','documents':[],'event_time':'2026-03-01T12:00:00Z'}",
        "{'query_id':'q','query':'x','documents':[],'event_time':'2026-03-01T12:00:00.5+0100'}",
        "{'query_id':'q','query':'x','documents':[],'event_time':'2026-03-01t12:00'}",
        "{'query_id':'q','query':'x','documents':[],'event_time':'2026-03-01 12:00:00'}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d','text':'t','label':true}]}",
        "{'query':'x','texts':['a','b'],'raw_scores':false}",
        "{'query':{'text':'x'},'passages':[{'text':'a'}],'model':'m'}",
      })
  void whatTheSchemaAcceptsIsScored(String text) {
    String json = text.replace('\'', '"');
    assertThat(violations(REQUEST, json)).isEmpty();

    SourceEvent decoded = decode(messageWithKey("key".getBytes(UTF_8), json));
    assertThat(decoded).isInstanceOf(QueryEvent.class);
    assertThat(((QueryEvent) decoded).rejected()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "[]",
        "{}",
        "{'query_id':'q','query':'x'}",
        "{'query':'x','candidates':[]}",
        "{'query_id':'','query':'x','candidates':[]}",
        "{'query_id':[],'query':'x','candidates':[]}",
        "{'query_id':'','query':'x','documents':[]}",
        "{'query_id':'q','candidates':[]}",
        "{'query_id':'q','query':null,'candidates':[]}",
        "{'query_id':'q','query':7,'candidates':[]}",
        "{'query_id':'q','query':{},'candidates':[]}",
        "{'query_id':'q','query':'x','texts':[],'passages':[]}",
        "{'query_id':'q','query':'x','candidates':[],'texts':[]}",
        "{'query_id':'q','query':'x','candidates':null}",
        "{'query_id':'q','query':'x','candidates':{}}",
        "{'query_id':'q','query':'x','candidates':['d']}",
        "{'query_id':'q','query':'x','candidates':[{'text':'t'}]}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'','text':'t'}]}",
        "{'query_id':'q','query':'x','candidates':[],'documents':[]}",
        "{'query_id':'q','query':'x','candidate':[]}",
        "{'query_id':'q','query':'x','candidate':{'doc_id':'d'}}",
        "{'query_id':'q','query':'x','candidate':{'doc_id':'d','text':'t','label':'1'}}",
        "{'query_id':'q','query':'x','candidate':{'doc_id':'d','text':'t'},'candidate_count':0}",
        "{'query_id':'q','query':'x','candidates':[],'top_k':0}",
        "{'query_id':'q','query':'x','candidates':[],'top_n':1.5}",
        "{'query_id':'q','query':'x','candidates':[],'metadata':[]}",
        "{'query_id':'q','query':'x','candidates':[],'event_time':'yesterday'}",
        "{'query_id':'q','query':'x','candidates':[],'event_time':'2026-03-01'}",
        "{'query_id':'q','query':'x','candidates':[],'event_time':1.5}",
      })
  void whatIsADeadLetterTheSchemaRefuses(String text) {
    String json = text.replace('\'', '"');
    assertThat(decode(Messages.message(json))).isInstanceOf(DeadLetter.class);
    assertThat(violations(REQUEST, json)).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d'}]}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d','text':null}]}",
        "{'query_id':'q','query':'x','candidates':[{'doc_id':'d','text':'t','label':'1'}]}",
        "{'query_id':'q','query':'x','documents':[5]}",
        "{'query_id':'q','query':'x','documents':[{}]}",
      })
  void whatFailsTheSchemaRefuses(String text) {
    String json = text.replace('\'', '"');
    assertThat(Messages.event(json).rejected()).hasSize(1);
    assertThat(violations(REQUEST, json)).isNotEmpty();
  }

  @Test
  void resultsMatchTheSchema() {
    for (RerankResult result :
        List.of(
            Results.full(),
            Results.withTopK(Results.full(), 1),
            Results.minimal(),
            Results.interleaved(),
            Results.withScore(1e-30))) {
      for (boolean allScores : new boolean[] {false, true}) {
        String json = new String(new ResultEncoder(allScores).encode(result), UTF_8);
        assertThat(violations(RESULT, json)).isEmpty();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "query_id",
        "query",
        "event_time",
        "complete",
        "model",
        "results",
        "failed",
        "rank"
      })
  void theResultSchemaMissesWhatIsRequired(String field) {
    String json =
        new String(new ResultEncoder(false).encode(Results.full()), UTF_8)
            .replace("\"" + field + "\":", "\"other\":");
    assertThat(violations(RESULT, json)).isNotEmpty();
  }
}
