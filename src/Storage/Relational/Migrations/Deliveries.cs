using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Deliveries of notices, channels of communities, contact details of people, links that acknowledge, keys.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122110002_deliveries")]
public sealed class Deliveries : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.DropIndex("ix_notices_community_id", "notices");
        migrationBuilder.CreateIndex("ix_notices_community_id_created_at", "notices", ["community_id", "created_at"]);
        CreateDeliveries(migrationBuilder);
        CreateSettings(migrationBuilder);
        CreateKeys(migrationBuilder);
    }

    private static void CreateDeliveries(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "deliveries",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                notice_id = table.Column<long>(nullable: false),
                fault_id = table.Column<int>(nullable: true),
                community_id = table.Column<int>(nullable: false),
                target = table.Column<string>(nullable: false, maxLength: 16),
                user_id = table.Column<int>(nullable: true),
                channel_id = table.Column<int>(nullable: true),
                kind = table.Column<int>(nullable: false),
                severity = table.Column<int>(nullable: false),
                state = table.Column<int>(nullable: false),
                due_at = table.Column<long>(nullable: false),
                not_before = table.Column<long>(nullable: false),
                attempts = table.Column<int>(nullable: false),
                code = table.Column<string>(nullable: false, maxLength: 64),
                detail = table.Column<string>(nullable: false, maxLength: 300),
                message_id = table.Column<Guid>(nullable: true),
                merged = table.Column<int>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                sent_at = table.Column<long>(nullable: true),
                read_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_deliveries", row => row.id);
                table.ForeignKey("fk_deliveries_notices_notice_id", row => row.notice_id, "notices", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ux_deliveries_once", "deliveries", ["notice_id", "target", "kind"], unique: true);
        migration.CreateIndex("ix_deliveries_queued", "deliveries", "id", filter: "state = 1");
        migration.CreateIndex("ix_deliveries_user_id_kind_read_at", "deliveries", ["user_id", "kind", "read_at"]);
        migration.CreateIndex("ix_deliveries_fault_id", "deliveries", "fault_id");
        migration.CreateIndex("ix_deliveries_created_at", "deliveries", "created_at");
    }

    private static void CreateSettings(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "notification_channels",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                kind = table.Column<int>(nullable: false),
                name = table.Column<string>(nullable: false, maxLength: 100),
                host = table.Column<string>(nullable: false, maxLength: 255),
                protected_address = table.Column<string>(nullable: false),
                protected_secret = table.Column<string>(nullable: false),
                locale = table.Column<string>(nullable: false, maxLength: 16),
                least_severity = table.Column<int>(nullable: false),
                is_enabled = table.Column<bool>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_notification_channels", row => row.id);
                table.ForeignKey("fk_notification_channels_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_notification_channels_community_id", "notification_channels", "community_id");
        migration.CreateTable(
            name: "contact_cards",
            columns: table => new
            {
                user_id = table.Column<int>(nullable: false),
                phone = table.Column<string>(nullable: false, maxLength: 32),
                mail = table.Column<string>(nullable: false, maxLength: 254),
                order = table.Column<string>(nullable: false, maxLength: 32),
                quiet_from = table.Column<int>(nullable: false),
                quiet_until = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_contact_cards", row => row.user_id);
                table.ForeignKey("fk_contact_cards_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
    }

    private static void CreateKeys(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "acknowledge_links",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                fault_id = table.Column<int>(nullable: false),
                user_id = table.Column<int>(nullable: false),
                nonce = table.Column<byte[]>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: false),
                used_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_acknowledge_links", row => row.id);
                table.ForeignKey("fk_acknowledge_links_faults_fault_id", row => row.fault_id, "faults", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_acknowledge_links_fault_id_user_id", "acknowledge_links", ["fault_id", "user_id"]);
        migration.CreateIndex("ix_acknowledge_links_expires_at", "acknowledge_links", "expires_at");
        migration.CreateTable(
            name: "service_secrets",
            columns: table => new
            {
                name = table.Column<string>(nullable: false, maxLength: 64),
                protected_value = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_service_secrets", row => row.name));
        migration.CreateTable(
            name: "protection_keys",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                name = table.Column<string>(nullable: false, maxLength: 200),
                xml = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_protection_keys", row => row.id));
    }
}
