using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Devices of other dialects: what they were seen to send, what their fields mean, and what their dialects must remember.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261129050100_dialects")]
public sealed class Dialects : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("site_code", "quarantined_devices", nullable: false, maxLength: 64, defaultValue: "");
        migrationBuilder.AddColumn<string>("fields", "quarantined_devices", nullable: false, defaultValue: "[]");
        migrationBuilder.DropIndex("ix_quarantined_devices_dialect_device_key", "quarantined_devices");
        migrationBuilder.CreateIndex("ix_quarantined_devices_dialect_device_key_site_code", "quarantined_devices", ["dialect", "device_key", "site_code"], unique: true);

        migrationBuilder.CreateTable(
            name: "device_mappings",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                dialect = table.Column<string>(nullable: false, maxLength: 32),
                device_key = table.Column<string>(nullable: false, maxLength: 512),
                site_code = table.Column<string>(nullable: false, maxLength: 64),
                asset_id = table.Column<int>(nullable: false),
                fields = table.Column<string>(nullable: false),
                created_at = table.Column<long>(nullable: false),
                changed_at = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_device_mappings", row => row.id);
                table.ForeignKey("fk_device_mappings_assets_asset_id", row => row.asset_id, "assets", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_device_mappings_dialect_device_key_site_code", "device_mappings", ["dialect", "device_key", "site_code"], unique: true);
        migrationBuilder.CreateIndex("ix_device_mappings_asset_id", "device_mappings", "asset_id");

        migrationBuilder.CreateTable(
            name: "dialect_states",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                dialect = table.Column<string>(nullable: false, maxLength: 32),
                place = table.Column<string>(nullable: false, maxLength: 160),
                state_key = table.Column<string>(nullable: false, maxLength: 512),
                body = table.Column<string>(nullable: false),
                saved_at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_dialect_states", row => row.id));
        migrationBuilder.CreateIndex("ix_dialect_states_dialect_place_state_key", "dialect_states", ["dialect", "place", "state_key"], unique: true);
        migrationBuilder.CreateIndex("ix_dialect_states_saved_at", "dialect_states", "saved_at");

        migrationBuilder.CreateTable(
            name: "topic_patterns",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                pattern = table.Column<string>(nullable: false, maxLength: 512),
                created_at = table.Column<long>(nullable: false),
            },
            constraints: table => table.PrimaryKey("pk_topic_patterns", row => row.id));
        migrationBuilder.CreateIndex("ix_topic_patterns_pattern", "topic_patterns", "pattern", unique: true);
    }
}
