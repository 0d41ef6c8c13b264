using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Reports that are made again and again, and those that were made.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261125031000_reports")]
public sealed class ScheduledReports : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.CreateTable(
            name: "report_subscriptions",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                owner_id = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                interval = table.Column<int>(nullable: false),
                content = table.Column<string>(nullable: false, maxLength: 1000),
                next_from = table.Column<DateOnly>(nullable: false),
                refusal = table.Column<string>(nullable: true, maxLength: 64),
                created_at = table.Column<long>(nullable: false),
                ended_at = table.Column<long>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_report_subscriptions", row => row.id);
                table.ForeignKey("fk_report_subscriptions_asp_net_users_owner_id", row => row.owner_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_report_subscriptions_owner_id", "report_subscriptions", "owner_id");
        migrationBuilder.CreateTable(
            name: "reports",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                subscription_id = table.Column<int>(nullable: false),
                from = table.Column<DateOnly>(nullable: false),
                until = table.Column<DateOnly>(nullable: false),
                made_at = table.Column<long>(nullable: false),
                sha256 = table.Column<string>(nullable: false, maxLength: 64),
                bytes = table.Column<int>(nullable: false),
                file_name = table.Column<string>(nullable: false, maxLength: 100),
                media_type = table.Column<string>(nullable: false, maxLength: 100),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_reports", row => row.id);
                table.ForeignKey("fk_reports_report_subscriptions_subscription_id", row => row.subscription_id, "report_subscriptions", "id", onDelete: ReferentialAction.Cascade);
            });
        migrationBuilder.CreateIndex("ix_reports_subscription_id_from", "reports", ["subscription_id", "from"], unique: true);
    }
}
