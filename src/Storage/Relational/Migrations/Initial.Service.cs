using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateService(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "audit_entries",
            columns: table => new
            {
                number = table.Column<long>(nullable: false),
                at = table.Column<long>(nullable: false),
                subject = table.Column<string>(nullable: false, maxLength: 32),
                subject_id = table.Column<string>(nullable: false, maxLength: 64),
                action = table.Column<string>(nullable: false, maxLength: 64),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                detail = table.Column<string>(nullable: false),
                personal = table.Column<string>(nullable: true),
                salt = table.Column<string>(nullable: true, maxLength: 64),
                personal_digest = table.Column<string>(nullable: true, maxLength: 64),
                previous_hash = table.Column<string>(nullable: false, maxLength: 64),
                hash = table.Column<string>(nullable: false, maxLength: 64),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_entries", row => row.number);
            });
        migration.CreateIndex("ix_audit_entries_subject_subject_id", "audit_entries", ["subject", "subject_id"]);

        migration.CreateTable(
            name: "audit_head",
            columns: table => new
            {
                id = table.Column<int>(nullable: false),
                number = table.Column<long>(nullable: false),
                hash = table.Column<string>(nullable: false, maxLength: 64),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_audit_head", row => row.id);
            });
        // The row is the chain's lock: it is there from the start, so that two first writers don't both have to make it.
        migration.Sql($"INSERT INTO audit_head (id, number, hash) VALUES (1, 0, '{new string('0', 64)}')");

        migration.CreateTable(
            name: "consumer_positions",
            columns: table => new
            {
                consumer = table.Column<string>(nullable: false, maxLength: 64),
                offset = table.Column<long>(nullable: false),
                state = table.Column<byte[]>(nullable: true),
                saved_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_consumer_positions", row => row.consumer);
            });

        migration.CreateTable(
            name: "device_credentials",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                user_name = table.Column<string>(nullable: false, maxLength: 100),
                secret_hash = table.Column<string>(nullable: false, maxLength: 200),
                site_code = table.Column<string>(nullable: false, maxLength: 64),
                created_at = table.Column<long>(nullable: false),
                revoked_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_device_credentials", row => row.id);
            });
        migration.CreateIndex("ix_device_credentials_user_name", "device_credentials", "user_name", unique: true);

        migration.CreateTable(
            name: "intake_counters",
            columns: table => new
            {
                name = table.Column<string>(nullable: false, maxLength: 64),
                count = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_intake_counters", row => row.name);
            });

        migration.CreateTable(
            name: "outbox",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                kind = table.Column<string>(nullable: false, maxLength: 64),
                key = table.Column<string>(nullable: false, maxLength: 200),
                payload = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                sent_at = table.Column<long>(nullable: true),
                attempts = table.Column<int>(nullable: false),
                not_before = table.Column<long>(nullable: false),
                last_error = table.Column<string>(nullable: false, maxLength: 500),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_outbox", row => row.id);
            });
        migration.CreateIndex("ix_outbox_sent_at", "outbox", "sent_at");
        migration.CreateIndex("ix_outbox_waiting", "outbox", "id", filter: "sent_at IS NULL");

        migration.CreateTable(
            name: "quarantined_devices",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                dialect = table.Column<string>(nullable: false, maxLength: 32),
                device_key = table.Column<string>(nullable: false, maxLength: 512),
                reason = table.Column<string>(nullable: false, maxLength: 512),
                topic = table.Column<string>(nullable: false, maxLength: 512),
                client_id = table.Column<string>(nullable: false, maxLength: 512),
                user_name = table.Column<string>(nullable: false, maxLength: 512),
                first_seen_at = table.Column<long>(nullable: false),
                last_seen_at = table.Column<long>(nullable: false),
                messages = table.Column<long>(nullable: false),
                sample = table.Column<byte[]>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_quarantined_devices", row => row.id);
            });
        migration.CreateIndex("ix_quarantined_devices_dialect_device_key", "quarantined_devices", ["dialect", "device_key"], unique: true);
        migration.CreateIndex("ix_quarantined_devices_last_seen_at", "quarantined_devices", "last_seen_at");

        migration.CreateTable(
            name: "rejects",
            columns: table => new
            {
                id = table.Column<long>(nullable: false).Generated(),
                received_at = table.Column<long>(nullable: false),
                asset_id = table.Column<int>(nullable: false),
                client_id = table.Column<string>(nullable: false, maxLength: 512),
                topic = table.Column<string>(nullable: false, maxLength: 512),
                reason = table.Column<string>(nullable: false, maxLength: 512),
                detail = table.Column<string>(nullable: false, maxLength: 512),
                sample = table.Column<byte[]>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_rejects", row => row.id);
            });

        migration.CreateTable(
            name: "retained_messages",
            columns: table => new
            {
                topic = table.Column<string>(nullable: false),
                payload = table.Column<byte[]>(nullable: false),
                quality_of_service = table.Column<byte>(nullable: false),
                properties = table.Column<byte[]>(nullable: false),
                stored_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_retained_messages", row => row.topic);
            });
    }
}
