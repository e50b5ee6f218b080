package io.riverrank.operators.scoring;

import static org.assertj.core.api.Assertions.assertThat;

import io.riverrank.operators.batching.PairId;
import io.riverrank.operators.settings.ScoreCacheSettings;
import org.junit.jupiter.api.Test;

class EqualPairsTest {
  private static final PairScore SCORE = new PairScore(1f, 0.7f, 5, false, null);
  private static final PairScore FAILED = PairScore.failed(5, false, "the model failed");

  private final EqualPairs equalPairs = new EqualPairs(new ScoreCacheSettings(1 << 20));
  private final PairDigest digest = new PairDigest();

  private final PairOwner a = owner();
  private final PairOwner b = owner();
  private final PairOwner gone = owner();
  private final PairOwner stays = owner();

  private static PairOwner owner() {
    return new PairOwner(new Received());
  }

  private SubmittedPair pair(PairOwner owner, String query, String document) {
    ScoreRequest request = new ScoreRequest(new PairId("q", 0, 0), query, document);
    SubmittedPair pair = new SubmittedPair(owner, request, 0);
    pair.identified(digest.key(query, document));
    return pair;
  }

  private SubmittedPair admitted(PairOwner owner, String document, Class<?> verdict) {
    SubmittedPair pair = pair(owner, "query", document);
    assertThat(equalPairs.admit(pair)).isInstanceOf(verdict);
    return pair;
  }

  @Test
  void theFirstOfEqualPairsIsScoredAndTheOthersGetItsScore() {
    SubmittedPair first = admitted(a, "document", EqualPairs.Verdict.Leads.class);
    SubmittedPair second = admitted(b, "document", EqualPairs.Verdict.Follows.class);
    admitted(a, "another", EqualPairs.Verdict.Leads.class);

    assertThat(equalPairs.complete(first, SCORE)).containsExactly(second);
    SubmittedPair third = pair(a, "query", "document");
    assertThat(equalPairs.admit(third)).isEqualTo(new EqualPairs.Verdict.Known(SCORE));
  }

  /** Who follows would wait as long as it does, which may be for ever. */
  @Test
  void aPairInTheBackgroundTakesKnownScoresAndLeadsNobody() {
    PairOwner background = new PairOwner(new Received(), true);
    SubmittedPair later = admitted(background, "document", EqualPairs.Verdict.Leads.class);
    SubmittedPair first = admitted(a, "document", EqualPairs.Verdict.Leads.class);
    SubmittedPair second = admitted(b, "document", EqualPairs.Verdict.Follows.class);
    admitted(background, "document", EqualPairs.Verdict.Leads.class);

    assertThat(equalPairs.complete(later, SCORE)).isEmpty();
    admitted(background, "document", EqualPairs.Verdict.Known.class);
    assertThat(equalPairs.complete(first, SCORE)).containsExactly(second);
  }

  @Test
  void aFailureIsSharedButNotRemembered() {
    SubmittedPair first = admitted(a, "document", EqualPairs.Verdict.Leads.class);
    SubmittedPair second = admitted(b, "document", EqualPairs.Verdict.Follows.class);

    assertThat(equalPairs.complete(first, FAILED)).containsExactly(second);
    admitted(a, "document", EqualPairs.Verdict.Leads.class);
  }

  @Test
  void aLeaderWhoseOwnerLeftGoesOnAsLongAsAnotherWaits() {
    SubmittedPair first = admitted(gone, "document", EqualPairs.Verdict.Leads.class);
    SubmittedPair second = admitted(stays, "document", EqualPairs.Verdict.Follows.class);

    assertThat(equalPairs.giveUp(first, pair -> pair.owner() == stays)).isFalse();
    assertThat(equalPairs.complete(first, SCORE)).containsExactly(second);
  }

  @Test
  void afterALeaderWasGivenUpTheNextOneLeads() {
    SubmittedPair first = admitted(gone, "document", EqualPairs.Verdict.Leads.class);
    admitted(gone, "document", EqualPairs.Verdict.Follows.class);

    assertThat(equalPairs.giveUp(first, pair -> false)).isTrue();
    admitted(stays, "document", EqualPairs.Verdict.Leads.class);
  }

  @Test
  void memoryIsBounded() {
    EqualPairs small = new EqualPairs(new ScoreCacheSettings(10_000));
    int known = 0;
    for (int i = 0; i < 1_000; i++) {
      SubmittedPair pair = pair(a, "query", "document " + i);
      small.admit(pair);
      small.complete(pair, SCORE);
    }
    for (int i = 0; i < 1_000; i++) {
      SubmittedPair pair = pair(a, "query", "document " + i);
      known += small.admit(pair) instanceof EqualPairs.Verdict.Known ? 1 : 0;
    }
    assertThat(known).isBetween(1, 10_000 / 100);
  }

  @Test
  void textsThatMoveFromQueryToDocumentMakeAnotherPair() {
    PairKey key = digest.key("ab", "c");
    assertThat(digest.key("a", "bc")).isNotEqualTo(key);
    assertThat(digest.key("abc", "")).isNotEqualTo(key);
    assertThat(digest.key("ab", "c")).isEqualTo(key);
  }
}
