using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>
/// Retained messages of one site's gateways are kept apart from another's, and sessions know their site. Whose the retained messages of foreign topics
/// were isn't known: those aren't kept, their devices send them again when they connect.
/// </summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261203050100_message_audiences")]
public sealed class MessageAudiences : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("audience", "mqtt_sessions", nullable: true, maxLength: 64);
        // SQLite can't change a primary key: the table is made anew.
        migrationBuilder.Sql("CREATE TABLE kept_retained_messages AS SELECT * FROM retained_messages WHERE topic LIKE 'fm/%' OR topic LIKE '$facilities/%'");
        migrationBuilder.DropTable("retained_messages");
        migrationBuilder.CreateTable(
            name: "retained_messages",
            columns: table => new
            {
                topic = table.Column<string>(nullable: false),
                audience = table.Column<string>(nullable: false, maxLength: 64),
                payload = table.Column<byte[]>(nullable: false),
                quality_of_service = table.Column<byte>(nullable: false),
                properties = table.Column<byte[]>(nullable: false),
                stored_at = table.Column<long>(nullable: false),
                expires_at = table.Column<long>(nullable: true),
            },
            constraints: table => table.PrimaryKey("pk_retained_messages", row => new { row.topic, row.audience }));
        migrationBuilder.Sql("""
            INSERT INTO retained_messages (topic, audience, payload, quality_of_service, properties, stored_at, expires_at)
            SELECT topic, '', payload, quality_of_service, properties, stored_at, expires_at FROM kept_retained_messages
            """);
        migrationBuilder.DropTable("kept_retained_messages");
    }
}
