using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>MQTT sessions that outlive their connection, and what waits in them.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261127050000_mqtt_sessions")]
public sealed class MqttSessions : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "mqtt_sessions",
            columns: table => new
            {
                client_id = table.Column<string>(nullable: false, maxLength: 256),
                user_name = table.Column<string>(nullable: true, maxLength: 200),
                expiry_seconds = table.Column<long>(nullable: false),
                ends_at = table.Column<long>(nullable: true),
                subscriptions = table.Column<string>(nullable: false),
                received = table.Column<string>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_mqtt_sessions", row => row.client_id));
        migrationBuilder.CreateTable(
            name: "mqtt_session_messages",
            columns: table => new
            {
                client_id = table.Column<string>(nullable: false, maxLength: 256),
                sequence = table.Column<long>(nullable: false),
                packet_identifier = table.Column<int>(nullable: false),
                is_released = table.Column<bool>(nullable: false),
                packet = table.Column<byte[]>(nullable: false),
                expires_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_mqtt_session_messages", row => new { row.client_id, row.sequence }));
    }
}
