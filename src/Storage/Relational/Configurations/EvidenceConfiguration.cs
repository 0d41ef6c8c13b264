using Facilities.Domain.Assets;
using Facilities.Storage.Relational.Evidence;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Facilities.Storage.Relational.Configurations;

internal sealed class EvidenceConfiguration : IEntityTypeConfiguration<EvidencePin>
{
    public void Configure(EntityTypeBuilder<EvidencePin> builder)
    {
        builder.ToTable("evidence_pins");
        builder.HasKey(pin => new { pin.Kind, pin.SubjectId });
        builder.Property(pin => pin.Reason).HasMaxLength(100);
        builder.HasIndex(pin => pin.AssetId);
        builder.HasOne<Asset>().WithMany().HasForeignKey(pin => pin.AssetId).OnDelete(DeleteBehavior.Cascade);
    }
}
