using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Passwords that administrators gave, to be changed at the first sign-in.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125011000_one_time_passwords")]
public sealed class OneTimePasswords : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<bool>("must_change_password", "asp_net_users", nullable: false, defaultValue: false);
    }
}
