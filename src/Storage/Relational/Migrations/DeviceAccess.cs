using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Credentials of one device, and secrets that are replaced while the old one still works.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261127050100_device_access")]
public sealed class DeviceAccess : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<string>("asset_code", "device_credentials", nullable: false, maxLength: 64, defaultValue: "");
        migrationBuilder.AddColumn<string>("old_hash", "device_credentials", nullable: true, maxLength: 200);
        migrationBuilder.AddColumn<long>("old_until", "device_credentials", nullable: true);
    }
}
