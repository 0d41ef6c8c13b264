using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>On-call rotas of communities and their escalation ladders.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122100000_duty_rotas")]
public sealed class DutyRotas : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "duty_shifts",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                level = table.Column<int>(nullable: false),
                user_id = table.Column<int>(nullable: false),
                from = table.Column<long>(nullable: false),
                until = table.Column<long>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_duty_shifts", row => row.id);
                table.ForeignKey("fk_duty_shifts_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_duty_shifts_community_id_until", "duty_shifts", ["community_id", "until"]);

        migrationBuilder.CreateTable(
            name: "duty_patterns",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                level = table.Column<int>(nullable: false),
                user_id = table.Column<int>(nullable: false),
                days = table.Column<string>(nullable: false, maxLength: 7),
                from_minute = table.Column<int>(nullable: false),
                until_minute = table.Column<int>(nullable: false),
                valid_from = table.Column<DateOnly>(nullable: false),
                valid_until = table.Column<DateOnly>(nullable: true),
                every_weeks = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_duty_patterns", row => row.id);
                table.ForeignKey("fk_duty_patterns_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_duty_patterns_community_id", "duty_patterns", "community_id");

        migrationBuilder.CreateTable(
            name: "duty_substitutions",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                community_id = table.Column<int>(nullable: false),
                level = table.Column<int>(nullable: true),
                absent_id = table.Column<int>(nullable: false),
                substitute_id = table.Column<int>(nullable: false),
                from = table.Column<DateOnly>(nullable: false),
                until = table.Column<DateOnly>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_duty_substitutions", row => row.id);
                table.ForeignKey("fk_duty_substitutions_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_duty_substitutions_community_id_until", "duty_substitutions", ["community_id", "until"]);

        migrationBuilder.CreateTable(
            name: "site_ladders",
            columns: table => new
            {
                community_id = table.Column<int>(nullable: false),
                severity = table.Column<int>(nullable: false),
                ladder = table.Column<string>(nullable: false, maxLength: 400),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_site_ladders", row => new { row.community_id, row.severity });
                table.ForeignKey("fk_site_ladders_communities_community_id", row => row.community_id, "communities", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
