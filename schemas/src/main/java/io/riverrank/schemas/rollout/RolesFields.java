package io.riverrank.schemas.rollout;

import io.riverrank.schemas.FieldReader;
import io.riverrank.schemas.FieldWriter;
import java.io.IOException;
import java.util.List;

/** The models of a status. */
final class RolesFields {
  private RolesFields() {}

  static void write(ModelRoles roles, FieldWriter out) throws IOException {
    out.object("champion", roles.champion(), ReferenceFields::write);
    if (roles.other() != null) {
      out.object("other", roles.other(), ReferenceFields::write);
      out.text("role", roles.role().toString());
    }
    if (roles.trial() != null) {
      out.text("trial", roles.trial().toString());
      out.number("share", roles.share());
    }
    if (!roles.draining().isEmpty()) {
      out.objects("draining", roles.draining(), ReferenceFields::write);
    }
  }

  static ModelRoles read(FieldReader in) throws IOException {
    var read =
        new Object() {
          ModelReference champion;
          ModelReference other;
          ModelRoles.Role role;
          ControlCommand.Kind trial;
          Double share;
          List<ModelReference> draining = List.of();
        };
    in.object(
        name -> {
          switch (name) {
            case "champion" -> read.champion = ReferenceFields.read(in);
            case "other" -> read.other = ReferenceFields.read(in);
            case "role" -> read.role = in.oneOf(ModelRoles.Role.values());
            case "trial" -> read.trial = in.oneOf(ControlCommand.Kind.values());
            case "share" -> read.share = in.number();
            case "draining" -> read.draining = in.array(() -> ReferenceFields.read(in));
            default -> in.skip();
          }
        });
    return new ModelRoles(
        in.required("champion", read.champion),
        read.other,
        read.role,
        read.trial,
        read.share,
        read.draining);
  }
}
