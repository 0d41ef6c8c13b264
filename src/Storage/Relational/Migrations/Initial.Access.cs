using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

public sealed partial class Initial
{
    private static void CreateAccess(MigrationBuilder migration)
    {
        migration.CreateTable(
            name: "asp_net_roles",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                name = table.Column<string>(nullable: true, maxLength: 256),
                normalized_name = table.Column<string>(nullable: true, maxLength: 256),
                concurrency_stamp = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_roles", row => row.id);
            });
        migration.CreateIndex("role_name_index", "asp_net_roles", "normalized_name", unique: true);

        migration.CreateTable(
            name: "asp_net_role_claims",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                role_id = table.Column<int>(nullable: false),
                claim_type = table.Column<string>(nullable: true),
                claim_value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_role_claims", row => row.id);
                table.ForeignKey("fk_asp_net_role_claims_asp_net_roles_role_id", row => row.role_id, "asp_net_roles", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_asp_net_role_claims_role_id", "asp_net_role_claims", "role_id");

        migration.CreateTable(
            name: "asp_net_users",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                name_zh = table.Column<string>(nullable: false, maxLength: 100),
                name_en = table.Column<string>(nullable: false, maxLength: 100),
                role = table.Column<int>(nullable: false),
                organisation_id = table.Column<int>(nullable: true),
                locale = table.Column<string>(nullable: false, maxLength: 16),
                user_name = table.Column<string>(nullable: true, maxLength: 256),
                normalized_user_name = table.Column<string>(nullable: true, maxLength: 256),
                email = table.Column<string>(nullable: true, maxLength: 256),
                normalized_email = table.Column<string>(nullable: true, maxLength: 256),
                email_confirmed = table.Column<bool>(nullable: false),
                password_hash = table.Column<string>(nullable: true),
                security_stamp = table.Column<string>(nullable: true),
                concurrency_stamp = table.Column<string>(nullable: true),
                phone_number = table.Column<string>(nullable: true),
                phone_number_confirmed = table.Column<bool>(nullable: false),
                two_factor_enabled = table.Column<bool>(nullable: false),
                lockout_end = table.Column<long>(nullable: true),
                lockout_enabled = table.Column<bool>(nullable: false),
                access_failed_count = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_users", row => row.id);
                table.ForeignKey("fk_asp_net_users_organisations_organisation_id", row => row.organisation_id, "organisations", "id", onDelete: ReferentialAction.Restrict);
            });
        migration.CreateIndex("email_index", "asp_net_users", "normalized_email");
        migration.CreateIndex("ix_asp_net_users_organisation_id", "asp_net_users", "organisation_id");
        migration.CreateIndex("user_name_index", "asp_net_users", "normalized_user_name", unique: true);

        migration.CreateTable(
            name: "asp_net_user_claims",
            columns: table => new
            {
                id = table.Column<int>(nullable: false).Generated(),
                user_id = table.Column<int>(nullable: false),
                claim_type = table.Column<string>(nullable: true),
                claim_value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_claims", row => row.id);
                table.ForeignKey("fk_asp_net_user_claims_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_asp_net_user_claims_user_id", "asp_net_user_claims", "user_id");

        migration.CreateTable(
            name: "asp_net_user_logins",
            columns: table => new
            {
                login_provider = table.Column<string>(nullable: false),
                provider_key = table.Column<string>(nullable: false),
                provider_display_name = table.Column<string>(nullable: true),
                user_id = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_logins", row => new { row.login_provider, row.provider_key });
                table.ForeignKey("fk_asp_net_user_logins_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_asp_net_user_logins_user_id", "asp_net_user_logins", "user_id");

        migration.CreateTable(
            name: "asp_net_user_roles",
            columns: table => new
            {
                user_id = table.Column<int>(nullable: false),
                role_id = table.Column<int>(nullable: false),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_roles", row => new { row.user_id, row.role_id });
                table.ForeignKey("fk_asp_net_user_roles_asp_net_roles_role_id", row => row.role_id, "asp_net_roles", "id", onDelete: ReferentialAction.Cascade);
                table.ForeignKey("fk_asp_net_user_roles_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
        migration.CreateIndex("ix_asp_net_user_roles_role_id", "asp_net_user_roles", "role_id");

        migration.CreateTable(
            name: "asp_net_user_tokens",
            columns: table => new
            {
                user_id = table.Column<int>(nullable: false),
                login_provider = table.Column<string>(nullable: false),
                name = table.Column<string>(nullable: false),
                value = table.Column<string>(nullable: true),
            },
            constraints: table =>
            {
                table.PrimaryKey("pk_asp_net_user_tokens", row => new { row.user_id, row.login_provider, row.name });
                table.ForeignKey("fk_asp_net_user_tokens_asp_net_users_user_id", row => row.user_id, "asp_net_users", "id", onDelete: ReferentialAction.Cascade);
            });
    }
}
