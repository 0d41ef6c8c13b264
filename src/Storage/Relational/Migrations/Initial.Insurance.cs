using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateInsurance(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "policies",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                number = table.Column<string>(nullable: false, maxLength: 100),
                insurer_id = table.Column<int>(nullable: false),
                holder_id = table.Column<int>(nullable: false),
                premium = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_policies", row => row.id);
                table.ForeignKey("fk_policies_organisations_holder_id", row => row.holder_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_policies_organisations_insurer_id", row => row.insurer_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_policies_holder_id", "policies", "holder_id");
        migration.CreateIndex("ix_policies_insurer_id", "policies", "insurer_id");
        migration.CreateIndex("ix_policies_number", "policies", "number", unique: true);

        migration.CreateTable(
            name: "policy_terms",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                policy_id = table.Column<int>(nullable: false),
                version = table.Column<int>(nullable: false),
                valid_from = table.Column<long>(nullable: false),
                valid_until = table.Column<long>(nullable: false),
                exclusions = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_policy_terms", row => row.id);
                table.ForeignKey("fk_policy_terms_policies_policy_id", row => row.policy_id, "policies", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_policy_terms_policy_id_version", "policy_terms", ["policy_id", "version"], unique: true);

        migration.CreateTable(
            name: "policy_covers",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                kind = table.Column<int>(nullable: false),
                event_limit = table.Column<long>(nullable: true),
                aggregate_limit = table.Column<long>(nullable: true),
                deductible = table.Column<long>(nullable: false),
                waiting_period = table.Column<long>(nullable: false),
                notify_within = table.Column<long>(nullable: false),
                terms_id = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_policy_covers", row => row.id);
                table.ForeignKey("fk_policy_covers_policy_terms_terms_id", row => row.terms_id, "policy_terms", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_policy_covers_terms_id_kind", "policy_covers", ["terms_id", "kind"], unique: true);

        migration.CreateTable(
            name: "policy_assets",
            columns: table => new
            {
                policy_id = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_policy_assets", row => new { row.policy_id, row.asset_id });
                table.ForeignKey("fk_policy_assets_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_policy_assets_policies_policy_id", row => row.policy_id, "policies", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_policy_assets_asset_id", "policy_assets", "asset_id");

        migration.CreateTable(
            name: "claims",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                number = table.Column<string>(nullable: false, maxLength: 32),
                policy_id = table.Column<int>(nullable: false),
                insurer_id = table.Column<int>(nullable: false),
                terms_version = table.Column<int>(nullable: true),
                cover = table.Column<int>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                fault_id = table.Column<int>(nullable: true),
                loss_key = table.Column<string>(nullable: false, maxLength: 100),
                state = table.Column<int>(nullable: false),
                loss_at = table.Column<long>(nullable: false),
                loss_ended_at = table.Column<long>(nullable: true),
                proven_duration = table.Column<long>(nullable: false),
                persons = table.Column<int>(nullable: true),
                per_person = table.Column<long>(nullable: false),
                loss_amount = table.Column<long>(nullable: true),
                payable_amount = table.Column<long>(nullable: true),
                agreed_amount = table.Column<long>(nullable: true),
                notify_by = table.Column<long>(nullable: false),
                notified_at = table.Column<long>(nullable: true),
                paid_at = table.Column<long>(nullable: true),
                version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_claims", row => row.id);
                table.ForeignKey("fk_claims_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_claims_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.SetNull);
                table.ForeignKey("fk_claims_policies_policy_id", row => row.policy_id, "policies", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_claims_asset_id", "claims", "asset_id");
        migration.CreateIndex("ix_claims_fault_id", "claims", "fault_id");
        migration.CreateIndex("ix_claims_number", "claims", "number", unique: true);
        migration.CreateIndex("ix_claims_policy_id_cover_loss_key", "claims", ["policy_id", "cover", "loss_key"], unique: true);

        migration.CreateTable(
            name: "claim_events",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                claim_id = table.Column<int>(nullable: false),
                sequence = table.Column<int>(nullable: false),
                action = table.Column<int>(nullable: false),
                from = table.Column<int>(nullable: true),
                to = table.Column<int>(nullable: false),
                user_id = table.Column<int>(nullable: true),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                at = table.Column<long>(nullable: false),
                reason = table.Column<string>(nullable: false),
                note = table.Column<string>(nullable: true, maxLength: 2000),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_claim_events", row => row.id);
                table.ForeignKey("fk_claim_events_claims_claim_id", row => row.claim_id, "claims", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_claim_events_claim_id_sequence", "claim_events", ["claim_id", "sequence"], unique: true);
    }
}
