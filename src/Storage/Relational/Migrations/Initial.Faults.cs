using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateFaults(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "handled_commands",
            columns: table => new
            {
                key = table.Column<string>(nullable: false, maxLength: 100),
                subject = table.Column<string>(nullable: false, maxLength: 200),
                answer = table.Column<string>(nullable: false, maxLength: 100),
                at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_handled_commands", row => row.key);
            });
        migration.CreateIndex("ix_handled_commands_at", "handled_commands", "at");

        migration.CreateTable(
            name: "number_series",
            columns: table => new
            {
                series = table.Column<string>(nullable: false, maxLength: 32),
                last = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_number_series", row => row.series);
            });

        migration.CreateTable(
            name: "faults",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                number = table.Column<string>(nullable: false, maxLength: 32),
                asset_id = table.Column<int>(nullable: false),
                community_id = table.Column<int>(nullable: false),
                family = table.Column<string>(nullable: false, maxLength: 64),
                open_family = table.Column<string>(nullable: true, maxLength: 64),
                mode_key = table.Column<string>(nullable: false, maxLength: 64),
                severity = table.Column<int>(nullable: false),
                state = table.Column<int>(nullable: false),
                source = table.Column<int>(nullable: false),
                title = table.Column<string>(nullable: false),
                opened_by = table.Column<int>(nullable: true),
                opened_by_organisation = table.Column<int>(nullable: true),
                opened_by_regulator = table.Column<bool>(nullable: false),
                has_reporter = table.Column<bool>(nullable: false),
                onset_at = table.Column<long>(nullable: false),
                detected_at = table.Column<long>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                rule_key = table.Column<string>(nullable: true, maxLength: 100),
                signal = table.Column<string>(nullable: true, maxLength: 64),
                signal_value = table.Column<double>(nullable: true),
                signal_expected = table.Column<double>(nullable: true),
                signal_limit = table.Column<double>(nullable: true),
                signal_deviation = table.Column<double>(nullable: true),
                confidence = table.Column<double>(nullable: true),
                rule_cleared_at = table.Column<long>(nullable: true),
                assigned_firm_id = table.Column<int>(nullable: true),
                assigned_user_id = table.Column<int>(nullable: true),
                workers = table.Column<string>(nullable: false),
                acknowledge_by = table.Column<long>(nullable: false),
                arrive_by = table.Column<long>(nullable: true),
                safe_by = table.Column<long>(nullable: true),
                fix_by = table.Column<long>(nullable: false),
                next_due_at = table.Column<long>(nullable: true),
                overdue = table.Column<int>(nullable: false),
                escalation_level = table.Column<int>(nullable: false),
                escalated_at = table.Column<long>(nullable: true),
                soak_started_at = table.Column<long>(nullable: true),
                soak_until = table.Column<long>(nullable: true),
                soak_extended = table.Column<bool>(nullable: false),
                soak_needs_person = table.Column<bool>(nullable: false),
                follow_up_since = table.Column<long>(nullable: true),
                stars = table.Column<int>(nullable: true),
                reopen_count = table.Column<int>(nullable: false),
                on_regulator_list = table.Column<bool>(nullable: false),
                merged_into_id = table.Column<int>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
                version = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_faults", row => row.id);
                table.ForeignKey("fk_faults_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_faults_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Restrict);
                table.ForeignKey("fk_faults_faults_merged_into_id", row => row.merged_into_id, "faults", "id", onDelete: ReferentialAction.SetNull);
                table.ForeignKey("fk_faults_organisations_assigned_firm_id", row => row.assigned_firm_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("ix_faults_asset_id_family", "faults", ["asset_id", "family"]);
        migration.CreateIndex("ix_faults_assigned_firm_id", "faults", "assigned_firm_id");
        migration.CreateIndex("ix_faults_community_id_state", "faults", ["community_id", "state"]);
        migration.CreateIndex("ix_faults_detected_at", "faults", "detected_at");
        migration.CreateIndex("ix_faults_merged_into_id", "faults", "merged_into_id");
        migration.CreateIndex("ix_faults_number", "faults", "number", unique: true);
        migration.CreateIndex("ux_faults_open", "faults", ["asset_id", "open_family"], unique: true, filter: "open_family IS NOT NULL");

        migration.CreateTable(
            name: "entrapments",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                number = table.Column<int>(nullable: false),
                trapped_at = table.Column<long>(nullable: false),
                trapped_source = table.Column<string>(nullable: false, maxLength: 64),
                clock_offset = table.Column<long>(nullable: false),
                confirmed_at = table.Column<long>(nullable: true),
                confirmed_source = table.Column<string>(nullable: true, maxLength: 64),
                released_at = table.Column<long>(nullable: true),
                released_source = table.Column<string>(nullable: true, maxLength: 64),
                persons = table.Column<int>(nullable: true),
                persons_by = table.Column<int>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_entrapments", row => row.id);
                table.ForeignKey("fk_entrapments_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_entrapments_fault_id_number", "entrapments", ["fault_id", "number"], unique: true);

        migration.CreateTable(
            name: "fault_events",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                sequence = table.Column<int>(nullable: false),
                action = table.Column<int>(nullable: false),
                from = table.Column<int>(nullable: true),
                to = table.Column<int>(nullable: false),
                user_id = table.Column<int>(nullable: true),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                at = table.Column<long>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                reason = table.Column<string>(nullable: false),
                note = table.Column<string>(nullable: true, maxLength: 2000),
                files = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_events", row => row.id);
                table.ForeignKey("fk_fault_events_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_fault_events_fault_id_sequence", "fault_events", ["fault_id", "sequence"], unique: true);

        migration.CreateTable(
            name: "fault_holds",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                reason = table.Column<int>(nullable: false),
                requested_by = table.Column<int>(nullable: true),
                requested_at = table.Column<long>(nullable: false),
                until = table.Column<long>(nullable: false),
                decided_by = table.Column<int>(nullable: true),
                refused_at = table.Column<long>(nullable: true),
                from = table.Column<long>(nullable: true),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_holds", row => row.id);
                table.ForeignKey("fk_fault_holds_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_fault_holds_fault_id", "fault_holds", "fault_id");

        migration.CreateTable(
            name: "fault_rounds",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                number = table.Column<int>(nullable: false),
                detected_at = table.Column<long>(nullable: false),
                received_at = table.Column<long>(nullable: false),
                accepted_at = table.Column<long>(nullable: true),
                dispatched_at = table.Column<long>(nullable: true),
                acknowledged_at = table.Column<long>(nullable: true),
                arrived_at = table.Column<long>(nullable: true),
                safe_at = table.Column<long>(nullable: true),
                fix_started_at = table.Column<long>(nullable: true),
                fixed_at = table.Column<long>(nullable: true),
                verified_at = table.Column<long>(nullable: true),
                closed_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_rounds", row => row.id);
                table.ForeignKey("fk_fault_rounds_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_fault_rounds_fault_id_number", "fault_rounds", ["fault_id", "number"], unique: true);

        migration.CreateTable(
            name: "fault_timers",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                kind = table.Column<int>(nullable: false),
                due_at = table.Column<long>(nullable: false),
                fired_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_fault_timers", row => row.id);
                table.ForeignKey("fk_fault_timers_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_fault_timers_fault_id_kind", "fault_timers", ["fault_id", "kind"], unique: true);
        migration.CreateIndex("ix_fault_timers_waiting", "fault_timers", "due_at", filter: "fired_at IS NULL");

        migration.CreateTable(
            name: "findings",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                asset_id = table.Column<int>(nullable: false),
                rule_key = table.Column<string>(nullable: false, maxLength: 100),
                onset_at = table.Column<long>(nullable: false),
                since_at = table.Column<long>(nullable: false),
                detected_at = table.Column<long>(nullable: false),
                cleared_at = table.Column<long>(nullable: true),
                mode_key = table.Column<string>(nullable: false, maxLength: 64),
                family = table.Column<string>(nullable: false, maxLength: 64),
                fault_id = table.Column<int>(nullable: true),
                signal = table.Column<string>(nullable: true, maxLength: 64),
                value = table.Column<double>(nullable: true),
                expected = table.Column<double>(nullable: true),
                limit = table.Column<double>(nullable: true),
                deviation = table.Column<double>(nullable: false),
                deviation_unit = table.Column<string>(nullable: false, maxLength: 32),
                confidence = table.Column<double>(nullable: false),
                stood = table.Column<bool>(nullable: false),
                evidence = table.Column<string>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_findings", row => row.id);
                table.ForeignKey("fk_findings_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_findings_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_findings_asset_id_rule_key_onset_at", "findings", ["asset_id", "rule_key", "onset_at"], unique: true);
        migration.CreateIndex("ix_findings_detected_at", "findings", "detected_at");
        migration.CreateIndex("ix_findings_fault_id", "findings", "fault_id");
    }
}
