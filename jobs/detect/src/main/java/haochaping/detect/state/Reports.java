package haochaping.detect.state;

import haochaping.detect.evidence.FindingReview;
import haochaping.platform.Wire;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reviews of a finding in bytes. */
final class Reports {
  private Reports() {}

  static void writeReviews(List<FindingReview> reviews, DataOutput out) throws IOException {
    Wire.writeInt(reviews.size(), out);
    for (FindingReview review : reviews) {
      Wire.writeString(review.reviewId(), out);
      Wire.writeString(review.role(), out);
    }
  }

  static List<FindingReview> readReviews(DataInput in) throws IOException {
    int size = Wire.readInt(in);
    List<FindingReview> reviews = new ArrayList<>(size);
    for (int i = 0; i < size; i++) {
      reviews.add(new FindingReview(Wire.readString(in), Wire.readString(in)));
    }
    return reviews;
  }
}
