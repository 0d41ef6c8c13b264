using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Facilities.Storage.Relational.Migrations;

/// <summary>Common causes, flapping and storms of faults.</summary>
[DbContext(typeof(FacilitiesDb))]
[Migration("20261122120000_fault_causes")]
public sealed class FaultCauses : Migration
{
    protected override void Up(MigrationBuilder migrationBuilder)
    {
        ArgumentNullException.ThrowIfNull(migrationBuilder);
        migrationBuilder.AddColumn<int>("cause", "faults", nullable: true);
        migrationBuilder.AddColumn<bool>("is_folded", "faults", nullable: false, defaultValue: false);
        migrationBuilder.AddColumn<long>("unstable_since", "faults", nullable: true);
        migrationBuilder.AddColumn<long>("storm_at", "faults", nullable: true);
        migrationBuilder.CreateIndex("ix_faults_community_id_received_at", "faults", ["community_id", "received_at"]);
        // Asked every second: which storms are young, and what still stands.
        migrationBuilder.CreateIndex("ix_faults_storm_at", "faults", "storm_at", filter: "storm_at IS NOT NULL");
        migrationBuilder.CreateIndex("ix_findings_standing", "findings", "fault_id", filter: "cleared_at IS NULL");
    }
}
